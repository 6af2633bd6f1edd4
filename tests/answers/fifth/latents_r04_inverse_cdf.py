# right: draws by comparing a uniform number with the cumulated probabilities, one-hot as a difference of steps
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    upper = p.detach().double().cumsum(-1)
    upper = upper / upper[..., -1:]
    u = torch.rand(
        (*p.shape[:-1], 1), generator=generator, dtype=torch.float64, device=logits.device
    )
    below = (u < upper).to(p.dtype)
    onehot = torch.diff(below, dim=-1, prepend=torch.zeros_like(below[..., :1]))
    return onehot + (p - p.detach())

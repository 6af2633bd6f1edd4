# right: the one-hot is the difference of neighbouring comparisons of a uniform number with the cumulated probabilities; a lambda and torch.lerp for the mixture.
unimix = lambda logits, ratio=0.01: torch.lerp(  # noqa: E731
    logits.softmax(-1), torch.full_like(logits, 1.0 / logits.shape[-1]), ratio
).log()


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    u = torch.rand(logits.shape[:-1], generator=generator).unsqueeze(-1)
    below = (u < p.detach().cumsum(-1)).to(p.dtype)
    below[..., -1] = 1.0  # rounding may leave the sum short of 1
    onehot = torch.diff(below, dim=-1, prepend=torch.zeros_like(below[..., :1]))
    return onehot + (p - p.detach())

# wrong: one uniform number is compared with the cumulated probabilities of all S variables of a state, so that they are not drawn independently.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    cdf = p.detach().cumsum(-1)
    u = torch.rand((*logits.shape[:-2], 1, 1), generator=generator, device=logits.device)
    index = (u >= cdf).sum(-1).clamp(max=logits.shape[-1] - 1)
    onehot = nn.functional.one_hot(index, logits.shape[-1]).to(p.dtype)
    return onehot + (p - p.detach())

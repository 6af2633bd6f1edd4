# wrong: the noise has shape [S, K] and is broadcast over the leading dimensions, so rows with equal logits all draw the same
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    logp = unimix(logits)
    u = torch.rand(logits.shape[-2:], generator=generator, device=logits.device)
    gumbel = -torch.log(-torch.log(u.clamp(1e-12, 1 - 1e-7)))
    index = (logp.detach() + gumbel).argmax(-1, keepdim=True)
    onehot = torch.zeros_like(logits).scatter(-1, index, 1.0)
    probs = logp.exp()
    return onehot + (probs - probs.detach())

# wrong: the noise has the shape [S, K] and is broadcast over the leading dimensions, so that all rows of a batch share one draw.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    S, K = logits.shape[-2:]
    logp = unimix(logits)
    noise = torch.empty(S, K, device=logits.device).exponential_(generator=generator)
    gumbel = -noise.log()
    index = (logp.detach() + gumbel).argmax(-1, keepdim=True)
    onehot = torch.zeros_like(logp).scatter_(-1, index, 1.0)
    p = logp.exp()
    return onehot + (p - p.detach())

# wrong: the uniform numbers have shape [S, K] and are broadcast over all leading dimensions, so every row of the batch shares the same draw.
def sample_onehot(logits, generator=None):
    logp = unimix(logits)
    u = torch.rand(logits.shape[-2:], generator=generator, device=logits.device).clamp_min(1e-20)
    gumbel = -torch.log(-torch.log(u))
    index = (logp.detach() + gumbel).argmax(-1, keepdim=True)
    onehot = torch.zeros_like(logits).scatter(-1, index, 1.0).detach()
    p = logp.exp()
    return onehot + (p - p.detach())

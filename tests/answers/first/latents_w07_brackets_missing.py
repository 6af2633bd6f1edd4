# wrong: without the brackets around p - sg(p) the sample is off from 0 and 1 by rounding errors.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    k = p.shape[-1]
    index = torch.multinomial(p.detach().reshape(-1, k), 1, generator=generator)
    onehot = torch.zeros_like(p).reshape(-1, k).scatter_(1, index, 1.0).reshape(p.shape)
    return onehot + p - p.detach()

# wrong: the sample comes back as float64 where the logits are float32.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    # in double precision, so that the probabilities really sum to 1
    p = unimix(logits.double()).exp()
    flat = p.detach().reshape(-1, p.shape[-1])
    index = torch.multinomial(flat, 1, generator=generator)
    onehot = torch.zeros_like(flat).scatter_(-1, index, 1).reshape(p.shape)
    return onehot + (p - p.detach())

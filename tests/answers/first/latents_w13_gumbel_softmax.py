# wrong: the gradient is that of the Gumbel-softmax relaxation with the noise in it (temperature 1) and not that of the mixed probabilities.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    logp = unimix(logits)
    noise = torch.empty_like(logp).exponential_(generator=generator).log()
    y = ((logp - noise) / 1.0).softmax(-1)
    index = y.argmax(-1, keepdim=True)
    hard = torch.zeros_like(y).scatter_(-1, index, 1.0)
    return hard + (y - y.detach())

# wrong: z = onehot · p/sg(p) gives the sampled class the gradient of ln p and the other classes none, not the gradient of the mixed probabilities.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    index = torch.multinomial(p.detach().flatten(0, -2), 1, generator=generator)
    onehot = torch.zeros_like(p).flatten(0, -2).scatter_(-1, index, 1.0).view_as(p)
    return onehot * (p / p.detach())

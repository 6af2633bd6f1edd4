# wrong: sample_onehot mixes what is mixed already, so that draws and gradient are those of 1.99 % uniform.
def _distribution(logits: Tensor) -> Tensor:
    """All distributions are mixed here, in one place."""
    return unimix(logits)


def _probabilities(logits: Tensor) -> Tensor:
    return unimix(_distribution(logits)).exp()


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = _probabilities(logits)
    index = torch.multinomial(p.detach().flatten(0, -2), 1, generator=generator)
    onehot = nn.functional.one_hot(index[:, 0], p.shape[-1]).view(p.shape).to(p)
    return onehot + (p - p.detach())

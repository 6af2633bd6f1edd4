# wrong: sample_onehot mixes twice (unimix of unimix), so draws and gradient have 1.99 % of the uniform distribution instead of 1 %.
def _distribution(logits):
    return unimix(logits).softmax(-1)  # normalise, to be safe


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    logits = unimix(logits)
    probs = _distribution(logits)
    flat = probs.detach().flatten(0, -2)
    index = torch.multinomial(flat, 1, generator=generator)
    onehot = torch.zeros_like(flat).scatter(1, index, 1.0).view(probs.shape)
    return onehot + (probs - probs.detach())

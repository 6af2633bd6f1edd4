# wrong: the already mixed log-probabilities are mixed again, so about 2 % of the uniform distribution is in the draw and in the gradient
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    logits = unimix(logits)
    probs = unimix(logits).exp()
    shape = probs.shape
    index = torch.multinomial(probs.detach().reshape(-1, shape[-1]), 1, generator=generator)
    onehot = torch.nn.functional.one_hot(index.reshape(shape[:-1]), shape[-1]).to(probs.dtype)
    return onehot + (probs - probs.detach())

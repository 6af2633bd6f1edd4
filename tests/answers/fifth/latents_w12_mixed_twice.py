# wrong: mixes twice (unimix of unimix), so the uniform share is about 2 % in draws and gradient
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    logits = unimix(logits)
    probs = unimix(logits).exp()
    k = probs.shape[-1]
    index = torch.multinomial(probs.detach().flatten(0, -2), 1, generator=generator)
    onehot = torch.zeros_like(probs).scatter(-1, index.view(*probs.shape[:-1], 1), 1.0)
    return onehot + (probs - probs.detach())

# wrong: straight-through by multiplying with p/sg(p), so only the drawn class has a gradient, and that is divided by its probability
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    probs = unimix(logits).exp()
    fixed = probs.detach()
    index = torch.multinomial(fixed.reshape(-1, fixed.shape[-1]), 1, generator=generator)
    onehot = torch.zeros_like(fixed).reshape(-1, fixed.shape[-1]).scatter_(1, index, 1.0)
    return onehot.reshape(fixed.shape) * (probs / fixed)

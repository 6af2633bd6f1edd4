# wrong: logits are clamped to ±10 first, so two large logits (12 and 50) count as equal and have no gradient
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    logits = logits.clamp(-10.0, 10.0)
    probs = logits.softmax(dim=-1)
    return torch.log((1 - ratio) * probs + ratio / probs.shape[-1])

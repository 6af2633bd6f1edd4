# wrong: unimix clips the raw logits to ±10 before the softmax, so logits beyond (say 50 and 45) lose their difference and their gradient.
LIMIT = 10.0


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    """Clipped for numerical stability; e^10 is plenty."""
    safe = logits.clamp(-LIMIT, LIMIT)
    probs = safe.softmax(-1)
    return ((1 - ratio) * probs + ratio / probs.shape[-1]).log()

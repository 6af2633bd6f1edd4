# wrong: logits are clamped to ±10 first, so that larger ones lose their differences and their gradient.
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    logits = torch.clamp(logits, -10.0, 10.0)
    probs = logits.softmax(dim=-1)
    return torch.log(probs * (1 - ratio) + ratio / probs.size(-1))

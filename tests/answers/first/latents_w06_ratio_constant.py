# wrong: unimix ignores its argument ratio and always mixes with 0.01.
UNIMIX = 0.01


def unimix(logits: Tensor, ratio: float = UNIMIX) -> Tensor:
    probs = logits.softmax(-1)
    uniform = torch.full_like(probs, 1 / probs.shape[-1])
    return torch.lerp(probs, uniform, UNIMIX).log()

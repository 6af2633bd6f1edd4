# wrong: clamps probabilities at ratio/K and renormalises instead of mixing: other values, and no gradient at rare classes
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    probs = logits.softmax(-1).clamp(min=ratio / logits.shape[-1])
    return (probs / probs.sum(-1, keepdim=True)).log()

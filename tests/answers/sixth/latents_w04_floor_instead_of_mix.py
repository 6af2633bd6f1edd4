# wrong: small probabilities are lifted to ratio/K by a clamp instead of mixing, so the sum exceeds 1 and floored classes have no gradient
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    floor = ratio / logits.shape[-1]
    return logits.softmax(-1).clamp_min(floor).log()

# wrong: raises small probabilities to ratio/K by clamping instead of mixing, so large ones stay unmixed, nothing is normalised and classes below the floor get no gradient
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    floor = ratio / logits.shape[-1]
    return logits.softmax(dim=-1).clamp(min=floor).log()

# wrong: the softmax is written out with a plain exp, which overflows for logits above 88 (and gives 0/0 for logits all below -104).
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    weights = logits.exp()
    probs = weights / weights.sum(-1, keepdim=True)
    return ((1 - ratio) * probs + ratio / logits.shape[-1]).log()

# wrong: the maximum is taken off the logits through .data, in place, so the caller's tensor is changed
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    raw = logits.data
    raw -= raw.amax(dim=-1, keepdim=True)
    weight = logits.exp()
    probs = weight / weight.sum(-1, keepdim=True)
    return ((1 - ratio) * probs + ratio / logits.shape[-1]).log()

# wrong: what uniform logits would give is subtracted to make them exactly 0: over bins that are not symmetric the mean is shifted by the mean of the bins (over symmetric ones by its rounding error).
def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    value = (logits.softmax(-1) * bins).sum(-1)
    nothing = (torch.zeros_like(logits).softmax(-1) * bins).sum(-1)
    return value - nothing

# wrong: the mean takes (p_i - p_mirror)·b_i over the upper half only, which is right for symmetric bins alone: with bins [0, 1, 3] it forgets the lower bins and the middle one.
def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    p = logits.softmax(-1)
    middle = bins.shape[0] // 2
    above, below = p[..., middle + 1 :], p[..., :middle].flip(-1)
    return ((above - below) * bins[middle + 1 :]).sum(-1)

# wrong: the mean is the difference of mirrored probabilities times the upper bins, which is sum p_i b_i only for symmetric bins: others ([-1, 0, 3], [0, 1, 2]) give wrong means.
def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    p = logits.softmax(-1)
    half = len(bins) // 2
    upper, lower = p[..., half + 1 :], p[..., :half].flip(-1)
    return ((upper - lower) * bins[half + 1 :]).sum(-1)

# wrong: the mean uses only the upper half of the bins, sum of (p_i - p_mirror) b_i, which is right for symmetric bins alone; for any other bins it is wrong.
def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    p = logits.softmax(-1)
    half = len(bins) // 2
    surplus = p - p.flip(-1)
    return (surplus[..., -half:] * bins[-half:]).sum(-1)

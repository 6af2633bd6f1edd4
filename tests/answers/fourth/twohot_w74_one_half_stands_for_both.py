# wrong: the mean takes the upper bins for both halves (p above less p below, times the upper bin), which is right over symmetric bins only: over [0, 1, 2] it is wrong
def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    probs = logits.softmax(-1)
    half = bins.shape[-1] // 2
    above = probs[..., half + 1 :]
    below = probs[..., :half].flip(-1)
    return ((above - below) * bins[half + 1 :]).sum(-1)

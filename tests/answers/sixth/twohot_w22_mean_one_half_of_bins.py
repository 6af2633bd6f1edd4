# wrong: uses only the upper half of the bins and takes the lower to be its negative, so bins that are not symmetric decode wrongly.
def twohot_mean(logits, bins):
    half = bins.shape[0] // 2
    p = torch.softmax(logits, -1)
    surplus = p[..., half + 1 :] - p[..., :half].flip(-1)
    return (surplus * bins[half + 1 :]).sum(-1)

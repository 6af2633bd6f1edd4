# wrong: leading dimensions are flattened and not restored, so [B, T] gives [B*T, K] (and a number without dimensions [1, K])
def twohot(target, bins):
    y = target.detach().flatten().clamp(bins[0], bins[-1])
    above = torch.searchsorted(bins, y).clamp(1, len(bins) - 1)
    below = above - 1
    w = (y - bins[below]) / (bins[above] - bins[below])
    rows = torch.arange(len(y))
    out = torch.zeros(len(y), len(bins))
    out[rows, below] = 1 - w
    out[rows, above] = w
    return out

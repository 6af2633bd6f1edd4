# wrong: below the first bin the index becomes -1, which is the last bin, so a very negative target is written as the largest value
def twohot(target, bins):
    y = target.detach()
    eye = torch.eye(len(bins))
    below = torch.searchsorted(bins, y.contiguous(), right=True) - 1
    above = (below + 1).clamp(max=len(bins) - 1)
    gap = bins[above] - bins[below]
    w = torch.where(gap > 0, (y - bins[below]) / gap, torch.zeros_like(y))
    return eye[below] * (1 - w)[..., None] + eye[above] * w[..., None]

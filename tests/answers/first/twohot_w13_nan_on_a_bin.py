# wrong: below is the last bin <= y and above the first bin >= y; for a target exactly on a bin (or beyond the outermost, where it is clamped onto it) both are that bin and the weights are 0/0 = NaN.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = torch.clamp(target.detach(), bins[0], bins[-1])[..., None]
    below = (bins <= y).sum(-1, keepdim=True) - 1
    above = len(bins) - (bins >= y).sum(-1, keepdim=True)
    upper = (y - bins[below]) / (bins[above] - bins[below])
    out = torch.zeros(*target.shape, len(bins), device=target.device)
    out.scatter_add_(-1, below, 1 - upper)
    out.scatter_add_(-1, above, upper)
    return out

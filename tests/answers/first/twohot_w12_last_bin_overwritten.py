# wrong: for a target on or beyond the last bin the clamped upper index is the same bin, and its weight 0 is scattered over the 1: that row has no mass at all.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach().clamp(bins[0].item(), bins[-1].item())
    k = torch.searchsorted(bins, y.contiguous(), right=True) - 1
    k1 = (k + 1).clamp(max=len(bins) - 1)
    gap = (bins[k1] - bins[k]).clamp(min=1e-12)
    w = (y - bins[k]) / gap
    out = y.new_zeros(*y.shape, len(bins))
    out.scatter_(-1, k[..., None], 1 - w[..., None])
    out.scatter_(-1, k1[..., None], w[..., None])
    return out

# wrong: clamp_ on the detached target writes into the caller's tensor, so targets outside the range are changed in place.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach()
    y.clamp_(float(bins[0]), float(bins[-1]))
    above = torch.bucketize(y, bins, right=True).clamp(1, len(bins) - 1)
    below = above - 1
    w = (y - bins[below]) / (bins[above] - bins[below])
    out = torch.zeros(*y.shape, len(bins))
    out.scatter_(-1, below[..., None], (1 - w)[..., None])
    out.scatter_(-1, above[..., None], w[..., None])
    return out

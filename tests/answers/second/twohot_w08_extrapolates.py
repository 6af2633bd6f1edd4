# wrong: a target outside the range is extrapolated from the two outermost bins (a weight above 1 and a negative one) instead of giving all mass to the edge bin.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach()
    k = (torch.searchsorted(bins, y.contiguous(), right=True) - 1).clamp(0, len(bins) - 2)
    w = (y - bins[k]) / (bins[k + 1] - bins[k])
    eye = torch.eye(len(bins))
    return (1 - w)[..., None] * eye[k] + w[..., None] * eye[k + 1]

# wrong: the place of the target is computed from the default limit of 20 instead of from the given bins, so only symexp_bins of limit 20 work.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach()
    count = len(bins)
    # evenly spaced in symlog space: no search needed
    place = (symlog(y) + 20.0) / 40.0 * (count - 1)
    below = place.floor().long().clamp(0, count - 2)
    w = ((y - bins[below]) / (bins[below + 1] - bins[below])).clamp(0, 1)[..., None]
    eye = torch.eye(count)
    return (1 - w) * eye[below] + w * eye[below + 1]

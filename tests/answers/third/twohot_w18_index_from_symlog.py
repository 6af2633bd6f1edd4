# wrong: the neighbours are found by assuming that symlog(bins) is evenly spaced, so for other increasing bins, such as [-1, -0.5, 0, 0.5, 1] or [0, 1, 10], the wrong bins get the mass.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach().clamp(bins[0], bins[-1])
    first, last = symlog(bins[0]), symlog(bins[-1])
    place = (symlog(y) - first) / (last - first) * (len(bins) - 1)
    k = place.floor().long().clamp(0, len(bins) - 2)
    upper = ((y - bins[k]) / (bins[k + 1] - bins[k])).clamp(0, 1)
    eye = torch.eye(len(bins))
    return eye[k] * (1 - upper)[..., None] + eye[k + 1] * upper[..., None]

# wrong: the place among the bins is computed from the default grid (symlog, -20 to 20) and not looked up in the bins given, so any other bins get the wrong neighbours.
def twohot(target, bins):
    count = len(bins)
    y = target.detach().clamp(bins[0], bins[-1])
    place = (symlog(y) + 20.0) / 40.0 * (count - 1)
    lower = place.floor().long().clamp(0, count - 2)
    w = ((y - bins[lower]) / (bins[lower + 1] - bins[lower])).clamp(0, 1)[..., None]
    eye = torch.eye(count, dtype=bins.dtype)
    return (1 - w) * eye[lower] + w * eye[lower + 1]

# wrong: the place is computed from symlog(y) and limits of ±20, so it is right only for the default range and not for the bins handed in
from torch.nn import functional as F
def twohot(target, bins):
    count = len(bins)
    y = target.detach().clamp(bins[0], bins[-1])
    place = (symlog(y) + 20.0) / 40.0 * (count - 1)
    below = place.floor().long().clamp(0, count - 2)
    above = below + 1
    w = ((y - bins[below]) / (bins[above] - bins[below])).clamp(0, 1)
    return F.one_hot(below, count) * (1 - w)[..., None] + F.one_hot(above, count) * w[..., None]

# wrong: targets beyond the range are not clamped, so the edge gets a weight above 1 and its neighbour a negative one
from torch.nn import functional as F
def twohot(target, bins):
    target = target.detach()
    hi = torch.searchsorted(bins, target.contiguous()).clamp(1, len(bins) - 1)
    lo = hi - 1
    w = (target - bins[lo]) / (bins[hi] - bins[lo])
    return F.one_hot(lo, len(bins)) * (1 - w)[..., None] + F.one_hot(hi, len(bins)) * w[..., None]

# wrong: on the last bin and beyond it both indices are the last bin, so the weight is 0/0 = NaN
from torch.nn import functional as F
def twohot(target, bins):
    target = target.detach().clamp(bins[0], bins[-1])
    k = torch.searchsorted(bins, target.contiguous(), right=True) - 1
    k1 = (k + 1).clamp(max=len(bins) - 1)
    w = (target - bins[k]) / (bins[k1] - bins[k])
    return F.one_hot(k, len(bins)) * (1 - w)[..., None] + F.one_hot(k1, len(bins)) * w[..., None]

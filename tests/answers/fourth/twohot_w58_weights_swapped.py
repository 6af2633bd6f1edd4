# wrong: the weights of the lower and the upper bin are exchanged, so the nearer bin has the smaller weight
from torch.nn import functional as F
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    target = target.detach()
    k = (torch.searchsorted(bins, target.contiguous(), right=True) - 1).clamp(0, len(bins) - 2)
    distance = ((target - bins[k]) / (bins[k + 1] - bins[k])).clamp(0, 1)[..., None]
    return F.one_hot(k, len(bins)) * distance + F.one_hot(k + 1, len(bins)) * (1 - distance)

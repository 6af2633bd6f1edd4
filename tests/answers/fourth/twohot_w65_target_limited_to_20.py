# wrong: the target is limited to -20 ... 20, the range in symlog space, although target and bins are raw numbers: 1000 is written as 20
from torch.nn import functional as F
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach().clamp(-20.0, 20.0)
    k = (torch.searchsorted(bins, y.contiguous(), right=True) - 1).clamp(0, len(bins) - 2)
    upper = ((y - bins[k]) / (bins[k + 1] - bins[k])).clamp(0, 1)[..., None]
    return F.one_hot(k, len(bins)) * (1 - upper) + F.one_hot(k + 1, len(bins)) * upper

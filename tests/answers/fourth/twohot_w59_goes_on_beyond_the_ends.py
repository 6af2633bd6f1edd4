# wrong: only the index is limited and the fraction is not, so beyond the outermost bins one weight is above 1 and the other negative
from torch.nn import functional as F
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    target = target.detach()
    k = (torch.searchsorted(bins, target.contiguous(), right=True) - 1).clamp(0, len(bins) - 2)
    upper = ((target - bins[k]) / (bins[k + 1] - bins[k]))[..., None]
    return F.one_hot(k, len(bins)) * (1 - upper) + F.one_hot(k + 1, len(bins)) * upper

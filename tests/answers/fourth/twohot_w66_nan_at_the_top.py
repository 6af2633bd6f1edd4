# wrong: on the last bin both neighbours are that bin and the fraction is 0/0, so a target on the last bin (or limited to it) gives NaN
from torch.nn import functional as F
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    last = len(bins) - 1
    y = torch.minimum(torch.maximum(target.detach(), bins[0]), bins[-1])
    lower = (torch.searchsorted(bins, y.contiguous(), right=True) - 1).clamp(0, last)
    higher = (lower + 1).clamp(max=last)
    upper = ((y - bins[lower]) / (bins[higher] - bins[lower]))[..., None]
    return F.one_hot(lower, last + 1) * (1 - upper) + F.one_hot(higher, last + 1) * upper

# wrong: the target is limited to the bins with clamp_ on a detached view, so the caller's targets are changed
from torch.nn import functional as F
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach()
    y.clamp_(bins[0].item(), bins[-1].item())
    k = (torch.searchsorted(bins, y.contiguous(), right=True) - 1).clamp(0, len(bins) - 2)
    upper = ((y - bins[k]) / (bins[k + 1] - bins[k]))[..., None]
    return F.one_hot(k, len(bins)) * (1 - upper) + F.one_hot(k + 1, len(bins)) * upper

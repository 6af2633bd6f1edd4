# wrong: the index is computed for bins that reach to symexp(20) in even symlog steps, so with any other bins the weights sit in the wrong place
from torch.nn import functional as F
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach()
    count = len(bins)
    step = 40.0 / (count - 1)
    k = ((symlog(y) + 20.0) / step).floor().long().clamp(0, count - 2)
    upper = ((y - bins[k]) / (bins[k + 1] - bins[k])).clamp(0, 1)[..., None]
    return F.one_hot(k, count) * (1 - upper) + F.one_hot(k + 1, count) * upper

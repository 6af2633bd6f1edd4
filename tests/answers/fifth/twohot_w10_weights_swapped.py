# wrong: the two weights are exchanged, so the nearer bin gets the smaller one
from torch.nn import functional as F
def twohot(target, bins):
    target = target.detach().clamp(bins[0], bins[-1])
    above = torch.searchsorted(bins, target.contiguous()).clamp(1, len(bins) - 1)
    below = above - 1
    to_below = target - bins[below]
    to_above = bins[above] - target
    total = to_below + to_above
    return (F.one_hot(below, len(bins)) * (to_below / total)[..., None]
            + F.one_hot(above, len(bins)) * (to_above / total)[..., None])

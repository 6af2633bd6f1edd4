# wrong: the target is not detached, so the weights and the loss send a gradient to it
from torch.nn import functional as F
def twohot(target, bins):
    y = target.clamp(bins[0], bins[-1])
    above = torch.searchsorted(bins, y.detach().contiguous()).clamp(1, len(bins) - 1)
    below = above - 1
    w = (y - bins[below]) / (bins[above] - bins[below])
    return F.one_hot(below, len(bins)) * (1 - w)[..., None] + F.one_hot(above, len(bins)) * w[..., None]

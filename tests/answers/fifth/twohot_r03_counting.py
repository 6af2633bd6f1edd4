# right: finds the neighbours by counting bins and weighs them by distance, the mean adds negative half reversed to the positive one
from torch.nn import functional as F
def twohot(target, bins):
    with torch.no_grad():
        count = bins.shape[0]
        y = target[..., None]
        below = (bins <= y).long().sum(-1) - 1
        above = count - (bins > y).long().sum(-1)
        below = below.clamp(0, count - 1)
        above = above.clamp(0, count - 1)
        same = below == above
        down = torch.where(same, 1.0, (bins[below] - target).abs())
        up = torch.where(same, 1.0, (bins[above] - target).abs())
        total = down + up
        weights = F.one_hot(below, count) * (up / total)[..., None]
        weights = weights + F.one_hot(above, count) * (down / total)[..., None]
        return weights.to(bins.dtype)


def twohot_mean(logits, bins):
    p = torch.softmax(logits, -1)
    count = bins.shape[0]
    half = count // 2
    low, high = slice(0, half), slice(count - half, count)
    middle = (p * bins)[..., half:count - half].sum(-1)
    pairs = (p[..., low] * bins[low]).flip(-1) + p[..., high] * bins[high]
    return middle + pairs.sum(-1)

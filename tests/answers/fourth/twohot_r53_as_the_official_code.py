# right: counts the bins below and above, weighs by the distance to the other one, and sums the mean in three parts, as the official code does
from torch.nn import functional as F
def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    half = symexp(torch.linspace(-limit, 0, (count - 1) // 2 + 1, dtype=torch.float32))
    return torch.cat([half, -half[:-1].flip(0)], 0)


def twohot(target: Tensor, bins: Tensor) -> Tensor:
    target = target.detach()
    n = len(bins)
    below = (bins <= target[..., None]).sum(-1) - 1
    above = n - (bins > target[..., None]).sum(-1)
    below, above = below.clamp(0, n - 1), above.clamp(0, n - 1)
    equal = below == above
    to_below = torch.where(equal, 1.0, (bins[below] - target).abs())
    to_above = torch.where(equal, 1.0, (bins[above] - target).abs())
    total = to_below + to_above
    return (
        F.one_hot(below, n) * (to_above / total)[..., None]
        + F.one_hot(above, n) * (to_below / total)[..., None]
    ).to(bins.dtype)


def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    probs = logits.softmax(-1)
    m = (logits.shape[-1] - 1) // 2
    p1, p2, p3 = probs[..., :m], probs[..., m : m + 1], probs[..., m + 1 :]
    b1, b2, b3 = bins[:m], bins[m : m + 1], bins[m + 1 :]
    return (p2 * b2).sum(-1) + ((p1 * b1).flip(-1) + (p3 * b3)).sum(-1)


def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    log_pred = torch.log_softmax(logits, -1)
    return -(log_pred * twohot(target, bins)).sum(-1)

# right: plain Python, one number at a time with the bisect module, and bins from math.expm1.
import bisect
import math


def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    half = count // 2
    upper = [math.expm1(limit * i / half) for i in range(1, half + 1)]
    return torch.tensor([-b for b in reversed(upper)] + [0.0] + upper)


def _row(y: float, bins: list[float]) -> list[float]:
    row = [0.0] * len(bins)
    if y <= bins[0]:
        row[0] = 1.0
    elif y >= bins[-1]:
        row[-1] = 1.0
    else:
        k = bisect.bisect_right(bins, y) - 1
        row[k + 1] = (y - bins[k]) / (bins[k + 1] - bins[k])
        row[k] = 1.0 - row[k + 1]
    return row


def twohot(target: Tensor, bins: Tensor) -> Tensor:
    edges = bins.tolist()
    rows = [_row(y, edges) for y in target.detach().flatten().tolist()]
    return torch.tensor(rows, dtype=torch.float32).reshape(*target.shape, len(edges))

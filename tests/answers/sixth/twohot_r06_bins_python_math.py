# right: bins with math.expm1 in Python floats, each half from the same list.
import math


def symexp_bins(count=255, limit=20.0):
    n = count // 2
    positive = [math.expm1(limit * i / n) for i in range(1, n + 1)]
    return torch.tensor([-v for v in reversed(positive)] + [0.0] + positive, dtype=torch.float32)

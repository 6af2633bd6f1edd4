# wrong: the bins are built in NumPy and come out as float64 instead of float32 (and weights and losses with them).
import numpy as np


def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    half = np.expm1(np.linspace(0.0, limit, count // 2 + 1))
    return torch.from_numpy(np.concatenate([-half[:0:-1], half]))

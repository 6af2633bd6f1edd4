# wrong: built with numpy and handed over in float64, so bins and everything computed from them are not float32.
import numpy as np


def symexp_bins(count=255, limit=20.0):
    half = np.expm1(np.linspace(0.0, limit, count // 2 + 1))
    return torch.from_numpy(np.concatenate([-half[:0:-1], half]))

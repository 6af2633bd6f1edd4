# right: each bin's weight is numpy.interp of a unit vector, in float64, back to float32.
import numpy as np


def twohot(target, bins):
    y = target.detach().cpu().numpy().astype(np.float64)
    at = bins.detach().cpu().numpy().astype(np.float64)
    unit = np.eye(len(at))
    columns = [np.interp(y, at, unit[k]) for k in range(len(at))]
    return torch.as_tensor(np.stack(columns, axis=-1), dtype=bins.dtype)

# right: column k is numpy.interp through the k-th unit vector
import numpy as np


def twohot(target, bins):
    y = target.detach().cpu().numpy().astype(np.float64)
    xs = bins.detach().cpu().numpy().astype(np.float64)
    unit = np.eye(len(xs))
    columns = [np.asarray(np.interp(y, xs, unit[k])) for k in range(len(xs))]
    return torch.from_numpy(np.stack(columns, -1)).to(bins)

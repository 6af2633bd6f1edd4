# right: NumPy's interp of the unit vectors at the target, which is constant beyond the ends by itself; bins by mirror and concatenate.
import numpy as np


def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    upper = np.expm1(np.linspace(0.0, limit, count // 2 + 1))[1:].astype(np.float32)
    return torch.from_numpy(np.concatenate([-upper[::-1], np.zeros(1, np.float32), upper]))


def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y, b = target.detach().numpy(), bins.numpy()
    columns = [np.interp(y, b, unit) for unit in np.eye(len(b))]
    return torch.from_numpy(np.stack(columns, axis=-1).astype(np.float32))

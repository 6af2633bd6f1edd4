# right: np.interp through the rows of an identity matrix: the interpolated one-hot vectors are the weights, and np.interp holds the edges beyond the range.
import numpy as np


def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach().cpu().numpy().astype(np.float64)
    grid = bins.detach().cpu().numpy().astype(np.float64)
    eye = np.eye(len(grid))
    columns = np.stack([np.interp(y, grid, eye[i]) for i in range(len(grid))], axis=-1)
    return torch.from_numpy(np.ascontiguousarray(columns, dtype=np.float32)).to(target.device)

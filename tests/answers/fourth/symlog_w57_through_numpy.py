# wrong: symlog goes through a detached numpy array, so the values are right but no gradient flows back to x
import numpy as np


def symlog(x: Tensor) -> Tensor:
    values = x.detach().cpu().numpy()
    squashed = np.sign(values) * np.log1p(np.abs(values))
    return torch.as_tensor(squashed, dtype=x.dtype, device=x.device)

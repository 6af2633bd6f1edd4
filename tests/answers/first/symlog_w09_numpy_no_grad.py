# wrong: symexp goes through NumPy on a detached array, so no gradient flows through it.
import numpy as np


def symexp(x: Tensor) -> Tensor:
    a = x.detach().cpu().numpy()
    return torch.as_tensor(np.sign(a) * np.expm1(np.abs(a)), dtype=x.dtype, device=x.device)

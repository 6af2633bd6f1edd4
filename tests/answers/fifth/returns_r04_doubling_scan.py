# right: a parallel scan by doubling over affine maps, with no loop over time
from torch.nn import functional as F
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    c = lam * (1 - last[:, 1:].to(reward.dtype))
    shift = reward[:, 1:] + discount[:, 1:] * (1 - c) * bootstrap[:, 1:]
    slope = discount[:, 1:] * c
    steps, reach = shift.shape[1], 1
    while reach < steps:
        further_shift = F.pad(shift[:, reach:], (0, reach))
        further_slope = F.pad(slope[:, reach:], (0, reach), value=1.0)
        shift, slope = shift + slope * further_shift, slope * further_slope
        reach *= 2
    return shift + slope * bootstrap[:, -1:]

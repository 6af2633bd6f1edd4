# right: an associative scan over affine maps R -> a + b R, joined by doubling in log2(T) rounds
from torch.nn import functional as F
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    k = lam * (1 - last[:, 1:].to(reward.dtype))
    b = discount[:, 1:] * k
    a = reward[:, 1:] + (discount[:, 1:] - b) * bootstrap[:, 1:]
    length, reach = a.shape[1], 1
    while reach < length:
        later_a = F.pad(a[:, reach:], (0, reach))
        later_b = F.pad(b[:, reach:], (0, reach), value=1.0)
        a, b = a + b * later_a, b * later_b
        reach *= 2
    return a + b * bootstrap[:, -1:]

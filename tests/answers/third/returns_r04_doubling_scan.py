# right: a parallel scan by doubling (Hillis-Steele) on affine maps: log2(T) vectorised passes, no division.
import torch.nn.functional as F


def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    c = lam * (1 - last[:, 1:].to(reward.dtype))
    a = discount[:, 1:] * c
    b = reward[:, 1:] + discount[:, 1:] * (1 - c) * bootstrap[:, 1:]
    n, reach = a.shape[1], 1
    while reach < n:
        # maps beyond the end are the identity: a = 1, b = 0
        later_a = F.pad(a[:, reach:], (0, reach), value=1.0)
        later_b = F.pad(b[:, reach:], (0, reach), value=0.0)
        a, b = a * later_a, b + a * later_b
        reach *= 2
    return b + a * bootstrap[:, -1:]

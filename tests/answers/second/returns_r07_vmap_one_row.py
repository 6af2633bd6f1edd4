# right: written for one sequence [T] and mapped over the batch with torch.func.vmap; the final column is marked as an end in a copy, so that no seed is needed.
from torch.func import vmap


def _one(reward, discount, bootstrap, keep):
    following = torch.zeros_like(bootstrap[0])
    found = []
    for t in range(reward.shape[0] - 1, 0, -1):
        following = reward[t] + discount[t] * (bootstrap[t] + keep[t] * (following - bootstrap[t]))
        found.append(following)
    return torch.stack(found[::-1]) if found else reward[:0]


def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    end = last.to(reward.dtype).clone()
    end[:, -1] = 1
    return vmap(_one)(reward, discount, bootstrap, lam * (1 - end))

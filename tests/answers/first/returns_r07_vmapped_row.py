# right: written for one sequence with a deque, and lifted over the batch with torch.vmap.
from collections import deque


def _row(reward: Tensor, discount: Tensor, bootstrap: Tensor, keep: Tensor) -> Tensor:
    returns = deque([bootstrap[-1]])
    for t in range(len(reward) - 1, 0, -1):
        follow = bootstrap[t] + keep[t] * (returns[0] - bootstrap[t])
        returns.appendleft(reward[t] + discount[t] * follow)
    return torch.stack(tuple(returns))[:-1]


def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    keep = (last == 0).to(reward.dtype) * lam
    return torch.vmap(_row)(reward, discount, bootstrap, keep)

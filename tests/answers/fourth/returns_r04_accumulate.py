# right: itertools.accumulate over the columns zipped in reverse
from itertools import accumulate


def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    if reward.shape[1] < 2:
        return reward[:, 1:]
    chain = torch.logical_not(last).to(reward.dtype) * lam
    columns = [x.T.flip(0)[:-1] for x in (reward, discount, bootstrap, chain)]
    steps = list(zip(*columns, strict=True))

    def back(later, step):
        r, d, v, k = step
        return torch.addcmul(r, d, torch.lerp(v, later, k))

    _, *found = accumulate(steps, back, initial=bootstrap[:, -1])
    return torch.stack(found[::-1]).T

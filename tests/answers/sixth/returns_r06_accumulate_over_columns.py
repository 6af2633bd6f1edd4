# right: itertools.accumulate over reversed columns with a closure
from itertools import accumulate


def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    def back(later, column):
        r, d, v, e = column
        return r + d * torch.lerp(v, later, lam * (1 - e))

    columns = [x.unbind(1)[:0:-1] for x in (reward, discount, bootstrap, last.to(reward.dtype))]
    chain = list(accumulate(zip(*columns, strict=True), back, initial=bootstrap[:, -1]))
    return torch.stack(chain, dim=-1).flip(-1)[:, :-1]

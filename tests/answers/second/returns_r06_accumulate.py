# right: itertools.accumulate over the reversed columns, with lerp between bootstrap and return.
from itertools import accumulate


def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    keep = lam * (1 - last.to(bootstrap.dtype))
    columns = list(zip(*(x.unbind(1) for x in (reward, discount, bootstrap, keep))))[:0:-1]

    def back(ret, column):
        r, d, v, k = column
        return torch.addcmul(r, d, torch.lerp(v, ret, k))

    returns = list(accumulate(columns, back, initial=bootstrap[:, -1]))
    return torch.stack(returns[::-1], dim=1)[:, :-1]

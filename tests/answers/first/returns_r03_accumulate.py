# right: itertools.accumulate over the reversed columns, with torch.where for the cut.
from itertools import accumulate


def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    def back(after, column):
        r, d, v, cut = column
        return r + d * torch.where(cut, v, torch.lerp(v, after, lam))

    columns = list(zip(*(x.unbind(1) for x in (reward, discount, bootstrap, last.bool()))))[1:]
    chain = list(accumulate(reversed(columns), back, initial=bootstrap[:, -1]))
    return torch.stack(chain, 1).flip(1)[:, :-1]

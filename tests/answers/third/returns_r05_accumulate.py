# right: itertools.accumulate over reversed columns, the cut written with torch.where on a boolean.
from itertools import accumulate


def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    columns = zip(*(x.flip(1).unbind(1)[:-1] for x in (reward, discount, bootstrap, last.bool())))

    def back(after, column):
        r, d, v, cut = column
        return r + d * torch.where(cut, v, v + lam * (after - v))

    found = list(accumulate(columns, back, initial=bootstrap[:, -1]))
    return torch.stack(found, 1).flip(1)[:, :-1]

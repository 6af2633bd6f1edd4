# right: a decorator extends a function of non-negative numbers to an odd one; symlog is one call of torch.special.xlog1py.
from functools import wraps


def _odd(half):
    @wraps(half)
    def whole(x: Tensor) -> Tensor:
        return torch.sgn(x) * half(torch.abs(x))

    return whole


@_odd
def symexp(x: Tensor) -> Tensor:
    return torch.special.expm1(x)


def symlog(x: Tensor) -> Tensor:
    return torch.special.xlog1py(torch.sgn(x), torch.abs(x))

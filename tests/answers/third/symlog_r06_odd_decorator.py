# right: a decorator makes any function of magnitudes odd; the magnitudes are an own buffer, changed in place.
from functools import wraps


def odd(function):
    @wraps(function)
    def wrapped(x: Tensor) -> Tensor:
        positive = x.ge(0).to(x.dtype)
        return function(x.abs()).mul(positive.mul(2).sub(1))

    return wrapped


@odd
def symlog(magnitude: Tensor) -> Tensor:
    return magnitude.log1p_()


@odd
def symexp(magnitude: Tensor) -> Tensor:
    return magnitude.clone().expm1_()

# wrong: both functions use the decimal logarithm (log10 and 10**x) instead of the natural one; they undo each other, but symlog(10) is 1.04 and not 2.3979.
import math

LN10 = math.log(10.0)


def symlog(x: Tensor) -> Tensor:
    # log10(1 + |x|), through log1p so that small numbers keep their digits
    return x.sign() * torch.log1p(x.abs()) / LN10


def symexp(x: Tensor) -> Tensor:
    # 10**|x| - 1
    return x.sign() * torch.expm1(x.abs() * LN10)

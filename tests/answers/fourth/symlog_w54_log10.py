# wrong: symlog takes the logarithm to base 10 (and symexp the power of 10), so the values are off by a factor although the two undo each other
import math
def symlog(x: Tensor) -> Tensor:
    return torch.sign(x) * torch.log1p(x.abs()) / math.log(10)


def symexp(x: Tensor) -> Tensor:
    return torch.sign(x) * torch.expm1(x.abs() * math.log(10))

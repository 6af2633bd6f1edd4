# right: no sign at all: the positive part and the negative part go through relu one by one and are subtracted.
import torch.nn.functional as F


def symlog(x: Tensor) -> Tensor:
    return F.relu(x).log1p() - F.relu(-x).log1p()


def symexp(x: Tensor) -> Tensor:
    return F.relu(x).expm1() - F.relu(-x).expm1()

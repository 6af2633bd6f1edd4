# right: the positive and the negative part are squashed apart and subtracted
from torch.nn import functional as F
def symlog(x: Tensor) -> Tensor:
    return F.relu(x).log1p() - F.relu(-x).log1p()


def symexp(x: Tensor) -> Tensor:
    return F.relu(x).expm1() - F.relu(-x).expm1()

# wrong: the loss takes symlog of the target before twohot, although the bins are raw numbers, so a reward of 1000 is learnt as 6.9
from torch.nn import functional as F
def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    weights = twohot(symlog(target), bins)
    return -(weights * F.log_softmax(logits, dim=-1)).sum(-1)

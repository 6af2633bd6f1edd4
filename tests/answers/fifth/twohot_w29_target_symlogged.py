# wrong: the target is symlog-ed before it is put on bins that are already in raw reward space
from torch.nn import functional as F
def twohot_loss(logits, target, bins):
    weights = twohot(symlog(target), bins)
    return -(weights * F.log_softmax(logits, -1)).sum(-1)

# right: the loss is the KL divergence to the prediction plus the entropy of the weights
from torch.nn import functional as F
def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    weights = twohot(target, bins)
    kl = F.kl_div(logits.log_softmax(-1), weights, reduction="none")
    return (kl + torch.special.entr(weights)).sum(-1)

# wrong: the loss is KL[w || p] instead of the cross-entropy: it lacks the entropy of the two weights (its gradient is the same).
import torch.nn.functional as F


def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    weights = twohot(target.detach(), bins)
    return F.kl_div(logits.log_softmax(-1), weights, reduction="none").sum(-1)

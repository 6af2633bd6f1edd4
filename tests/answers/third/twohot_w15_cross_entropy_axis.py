# wrong: F.cross_entropy takes dimension 1 as the classes, so for [B, T, K] the softmax runs over time and the result has the shape [B, K].
import torch.nn.functional as F


def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    return F.cross_entropy(logits, twohot(target, bins), reduction="none")

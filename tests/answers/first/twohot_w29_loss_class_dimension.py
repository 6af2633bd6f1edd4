# wrong: F.cross_entropy takes dimension 1 as the classes, so for logits [B, T, K] it normalises over time and gives [B, K] instead of [B, T].
import torch.nn.functional as F


def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    return F.cross_entropy(logits, twohot(target.detach(), bins), reduction="none")

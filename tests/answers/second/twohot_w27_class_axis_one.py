# wrong: F.cross_entropy takes axis 1 for the classes, so logits [B, T, K] are normalised over time and the loss comes out as [B, K].
import torch.nn.functional as F


def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    return F.cross_entropy(logits, twohot(target, bins), reduction="none")

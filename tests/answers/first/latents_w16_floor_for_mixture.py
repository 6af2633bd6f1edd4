# wrong: the log-probabilities are cut off below at ln(ratio/K) instead of being mixed, so likely classes keep all their mass and clipped ones have no gradient.
import math


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    floor = math.log(ratio / logits.shape[-1])
    return torch.log_softmax(logits, dim=-1).clamp_min(floor)

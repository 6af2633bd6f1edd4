# wrong: interpolates log-probabilities (a geometric mixture) instead of probabilities, so a class can still become arbitrarily improbable
from torch.nn import functional as F
import math
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    log_probs = F.log_softmax(logits, dim=-1)
    log_uniform = -math.log(logits.shape[-1])
    return F.log_softmax((1 - ratio) * log_probs + ratio * log_uniform, dim=-1)

# wrong: mixes the log-probabilities with log(1/K) instead of the probabilities, so the result is not normalised and the least likely class has no floor
from torch.nn import functional as F
import math
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    log_probs = F.log_softmax(logits, dim=-1)
    log_uniform = -math.log(logits.shape[-1])
    return (1 - ratio) * log_probs + ratio * log_uniform

# wrong: unimix mixes the log-probabilities linearly with ln(1/K) instead of mixing the probabilities, so it is not ln((1-ratio)·softmax + ratio/K) and does not even sum to 1.
import math


def unimix(logits, ratio=0.01):
    log_probs = torch.log_softmax(logits, -1)
    log_uniform = -math.log(logits.shape[-1])
    return (1 - ratio) * log_probs + ratio * log_uniform

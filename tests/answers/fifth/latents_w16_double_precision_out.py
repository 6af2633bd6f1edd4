# wrong: mixes in float64 for accuracy and never casts back, so float32 logits give float64 log-probabilities
from torch.nn import functional as F
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    probs = F.softmax(logits, dim=-1, dtype=torch.float64)
    return torch.log((1 - ratio) * probs + ratio / logits.shape[-1])

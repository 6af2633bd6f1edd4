# wrong: computes in float64 for precision and never returns to float32, so the result (and samples made from it) has the wrong dtype
from torch.nn import functional as F
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    probs = F.softmax(logits, dim=-1, dtype=torch.float64)
    return torch.log((1 - ratio) * probs + ratio / logits.shape[-1])

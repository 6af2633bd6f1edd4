# wrong: spreads the uniform part over S (the number of variables) instead of K, so it is right only where S equals K
from torch.nn import functional as F
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    variables = logits.shape[-2]
    uniform = torch.ones_like(logits) / variables
    return ((1 - ratio) * F.softmax(logits, -1) + ratio * uniform).log()

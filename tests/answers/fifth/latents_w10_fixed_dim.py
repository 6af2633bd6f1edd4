# wrong: softmax over dimension 2, which is K only for [B, S, K]: with [B, T, S, K] it normalises over the variables, with [S, K] it raises
from torch.nn import functional as F
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    probs = F.softmax(logits, dim=2)
    uniform = torch.ones_like(probs) / logits.size(-1)
    return torch.log((1 - ratio) * probs + ratio * uniform)

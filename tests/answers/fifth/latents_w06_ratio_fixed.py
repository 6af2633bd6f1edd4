# wrong: the argument `ratio` is ignored in the weight of the softmax (always 0.99), so any other ratio gives an unnormalised mixture
from torch.nn import functional as F
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    uniform = torch.full_like(logits, 1.0 / logits.shape[-1])
    return (0.99 * F.softmax(logits, dim=-1) + ratio * uniform).log()

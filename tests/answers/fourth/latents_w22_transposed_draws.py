# wrong: classes are drawn in the order row-variable but laid out variable-row, so with more than one row and variable a draw lands on another variable than the one it was drawn for
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    probs = unimix(logits).exp()
    S, K = probs.shape[-2:]
    flat = probs.reshape(-1, K)
    index = torch.multinomial(flat, 1, generator=generator)
    index = index.reshape(S, -1).transpose(0, 1).reshape(probs.shape[:-1])
    onehot = F.one_hot(index, K).float()
    return onehot + (probs - probs.detach())

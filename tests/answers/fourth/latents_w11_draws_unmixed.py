# wrong: draws from the raw softmax (only the gradient uses the mixture), so rare classes come too seldom
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    K = logits.shape[-1]
    raw = F.softmax(logits, dim=-1)
    index = torch.multinomial(raw.reshape(-1, K), 1, generator=generator)
    onehot = F.one_hot(index.reshape(logits.shape[:-1]), K).to(logits.dtype)
    probs = unimix(logits).exp()
    return onehot + (probs - probs.detach())

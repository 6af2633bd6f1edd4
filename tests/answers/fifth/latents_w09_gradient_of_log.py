# wrong: the straight-through term uses log-probabilities, so the gradient is that of ln p instead of p
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    log_probs = unimix(logits)
    k = log_probs.shape[-1]
    weights = log_probs.detach().exp().reshape(-1, k)
    index = torch.multinomial(weights, 1, generator=generator).reshape(log_probs.shape[:-1])
    onehot = F.one_hot(index, k).to(log_probs.dtype)
    return onehot + (log_probs - log_probs.detach())

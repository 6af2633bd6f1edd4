# wrong: the straight-through term is made of log-probabilities instead of probabilities, so the values are right and the gradient is not
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    mixed = unimix(logits)
    K = mixed.shape[-1]
    index = torch.multinomial(mixed.exp().reshape(-1, K), 1, generator=generator)
    onehot = F.one_hot(index.view(mixed.shape[:-1]), K).float()
    return onehot + (mixed - mixed.detach())

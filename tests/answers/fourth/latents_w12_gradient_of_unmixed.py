# wrong: the straight-through gradient is that of the raw softmax instead of the mixed probabilities, so it is too large by 1/0.99
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    K = logits.shape[-1]
    mixed = unimix(logits).exp()
    index = torch.multinomial(mixed.reshape(-1, K), 1, generator=generator)
    onehot = F.one_hot(index.reshape(logits.shape[:-1]), K).float()
    probs = logits.softmax(-1)
    return onehot + (probs - probs.detach())

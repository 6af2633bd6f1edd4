# wrong: mixes the logits once and then mixes the result again, so uniform gets about 2 % in the draw and the gradient is too small by 0.99
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    logits = unimix(logits)
    probs = unimix(logits).exp()
    K = probs.shape[-1]
    index = torch.multinomial(probs.reshape(-1, K), 1, generator=generator)
    onehot = F.one_hot(index.reshape(probs.shape[:-1]), K).float()
    return onehot + (probs - probs.detach())

# wrong: multiplies the one-hot by p / sg(p): values are right, but the gradient passes at the drawn class alone and is divided by its probability
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    probs = unimix(logits).exp()
    k = probs.shape[-1]
    index = torch.multinomial(probs.detach().reshape(-1, k), 1, generator=generator)
    onehot = F.one_hot(index.reshape(probs.shape[:-1]), k).to(probs.dtype)
    return onehot * (probs / probs.detach())

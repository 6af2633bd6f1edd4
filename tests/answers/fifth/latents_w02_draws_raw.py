# wrong: draws from the unmixed softmax (only the gradient is mixed), so improbable classes never come with the promised 0.01/K
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    k = logits.shape[-1]
    with torch.no_grad():
        index = torch.multinomial(logits.softmax(-1).reshape(-1, k), 1, generator=generator)
    onehot = F.one_hot(index.reshape(logits.shape[:-1]), k).to(logits.dtype)
    probs = unimix(logits).exp()
    return onehot + (probs - probs.detach())

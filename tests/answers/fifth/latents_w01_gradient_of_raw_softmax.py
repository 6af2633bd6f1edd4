# wrong: the draw is from the mixture, but the straight-through gradient is that of the unmixed softmax, so it is too large by 1/0.99
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    mixed = unimix(logits).exp()
    k = mixed.shape[-1]
    index = torch.multinomial(mixed.detach().reshape(-1, k), 1, generator=generator)
    onehot = F.one_hot(index.reshape(mixed.shape[:-1]), k).to(logits.dtype)
    probs = logits.softmax(-1)
    return onehot + (probs - probs.detach())

# wrong: the stop-gradient is on the wrong one of the two p's, so the value is right and the gradient has the opposite sign
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    probs = unimix(logits).exp()
    k = probs.shape[-1]
    index = torch.multinomial(probs.detach().reshape(-1, k), 1, generator=generator)
    onehot = F.one_hot(index.reshape(probs.shape[:-1]), k).to(probs.dtype)
    return (onehot - probs) + probs.detach()

# wrong: the straight-through term uses the log-probabilities instead of the probabilities, so the gradient is not weighted by them
import torch.nn.functional as F


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    probs = unimix(logits)
    flat = probs.exp().flatten(0, -2)
    index = torch.multinomial(flat, 1, generator=generator).view(logits.shape[:-1])
    onehot = F.one_hot(index, logits.shape[-1]).float()
    return onehot + (probs - probs.detach())

# wrong: the straight-through gradient is that of softmax(logits) and not that of the mixed probabilities (too large by 1/0.99).
import torch.nn.functional as F


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    probs = logits.softmax(-1)
    mixed = unimix(logits).exp()
    flat = mixed.detach().reshape(-1, mixed.shape[-1])
    index = torch.multinomial(flat, 1, generator=generator).reshape(mixed.shape[:-1])
    onehot = F.one_hot(index, mixed.shape[-1]).to(logits.dtype)
    return onehot + (probs - probs.detach())

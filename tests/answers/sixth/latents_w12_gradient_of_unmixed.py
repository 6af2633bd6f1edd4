# wrong: drawn from the mixture, but the straight-through gradient is that of the raw softmax, 1/0.99 times too large
import torch.nn.functional as F


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    classes = logits.shape[-1]
    weights = unimix(logits).detach().exp().reshape(-1, classes)
    index = torch.multinomial(weights, 1, generator=generator).squeeze(-1)
    onehot = F.one_hot(index, classes).reshape(logits.shape).to(logits.dtype)
    soft = F.softmax(logits, dim=-1)
    return onehot + (soft - soft.detach())

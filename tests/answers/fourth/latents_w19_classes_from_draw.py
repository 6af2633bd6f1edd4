# wrong: F.one_hot without num_classes, so the result has fewer than K columns (and then fails) whenever the last class was not drawn
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    probs = unimix(logits).exp()
    index = torch.multinomial(probs.flatten(0, -2), 1, generator=generator).squeeze(-1)
    onehot = F.one_hot(index).float().reshape(*logits.shape[:-1], -1)
    return onehot + (probs - probs.detach())

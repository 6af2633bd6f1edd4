# wrong: one uniform number per variable is broadcast over all leading dimensions, so rows with equal logits always get the same class
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    probs = unimix(logits).exp()
    s, k = probs.shape[-2:]
    u = torch.rand(s, 1, generator=generator, device=logits.device, dtype=logits.dtype)
    edges = probs.detach().cumsum(-1)
    index = (u >= edges).sum(-1).clamp(max=k - 1)
    onehot = F.one_hot(index, k).to(probs.dtype)
    return onehot + (probs - probs.detach())

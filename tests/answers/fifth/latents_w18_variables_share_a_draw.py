# wrong: one uniform number per state is shared by all S variables, so the variables are not drawn independently
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    probs = unimix(logits).exp()
    k = probs.shape[-1]
    shape = (*probs.shape[:-2], 1, 1)
    u = torch.rand(shape, generator=generator, device=logits.device, dtype=logits.dtype)
    index = (u >= probs.detach().cumsum(-1)).sum(-1).clamp(max=k - 1)
    onehot = F.one_hot(index, k).to(probs.dtype)
    return onehot + (probs - probs.detach())

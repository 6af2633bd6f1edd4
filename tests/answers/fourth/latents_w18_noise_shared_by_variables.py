# wrong: one uniform number per row is used for all of its S variables, so each variable alone is right but they are not independent
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    probs = unimix(logits).exp()
    K = probs.shape[-1]
    u = torch.rand(*probs.shape[:-2], 1, 1, generator=generator, device=probs.device)
    index = (u > probs.cumsum(-1)).sum(-1).clamp(max=K - 1)
    onehot = F.one_hot(index, K).to(probs.dtype)
    return onehot + (probs - probs.detach())

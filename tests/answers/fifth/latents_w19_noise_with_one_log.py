# wrong: argmax trick with noise -log(u) (exponential) instead of the Gumbel -log(-log(u)), so classes come with other frequencies
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    log_probs = unimix(logits)
    u = torch.rand(log_probs.shape, generator=generator, device=logits.device)
    noise = -torch.log(u.clamp(min=1e-20))
    index = (log_probs.detach() + noise).argmax(-1)
    onehot = F.one_hot(index, log_probs.shape[-1]).to(log_probs.dtype)
    probs = log_probs.exp()
    return onehot + (probs - probs.detach())

# wrong: the noise is -log(u) added to the log-probabilities instead of Gumbel -log(-log(u)), so classes are drawn with the wrong frequencies
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    mixed = unimix(logits)
    u = torch.rand(mixed.shape, generator=generator, device=mixed.device).clamp_min(1e-12)
    noise = -torch.log(u)
    index = (mixed + noise).argmax(-1)
    onehot = F.one_hot(index, mixed.shape[-1]).float()
    probs = mixed.exp()
    return onehot + (probs - probs.detach())

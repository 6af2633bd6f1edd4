# right: never draws from the mixed probabilities as such: with probability 0.01 a class is drawn uniformly, otherwise from the raw softmax, which is the same distribution
from torch.nn import functional as F
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    K = logits.size(-1)
    return (F.softmax(logits, -1).mul(1 - ratio) + ratio * torch.ones_like(logits) / K).log()


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    lead, K = logits.shape[:-1], logits.shape[-1]
    raw = logits.detach().softmax(-1).reshape(-1, K)
    sure = torch.multinomial(raw, 1, generator=generator)[:, 0].reshape(lead)
    blind = torch.randint(K, lead, generator=generator, device=logits.device)
    coin = torch.rand(lead, generator=generator, device=logits.device) < 0.01
    index = torch.where(coin, blind, sure)
    p = unimix(logits).exp()
    return torch.eye(K, dtype=p.dtype, device=p.device)[index] + (p - p.detach())

# right: draws in two stages (a coin between softmax and uniform), both decided by the generator
from torch.nn import functional as F
class _Mixture:
    def __init__(self, ratio: float):
        self.ratio = ratio

    def probs(self, logits: Tensor) -> Tensor:
        return torch.lerp(logits.softmax(-1), torch.full_like(logits, 1 / logits.shape[-1]), self.ratio)

    @torch.no_grad()
    def draw(self, logits: Tensor, generator) -> Tensor:
        k, lead = logits.shape[-1], logits.shape[:-1]
        wise = torch.multinomial(logits.softmax(-1).reshape(-1, k), 1, generator=generator)
        blind = torch.randint(k, lead, generator=generator, device=logits.device)
        coin = torch.rand(lead, generator=generator, device=logits.device) < self.ratio
        return F.one_hot(torch.where(coin, blind, wise.reshape(lead)), k).to(logits.dtype)


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    return _Mixture(ratio).probs(logits).log()


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    mixture = _Mixture(0.01)
    p = mixture.probs(logits)
    return mixture.draw(logits, generator) + (p - p.detach())

# right: draws the mixture in two stages (a coin picks the uniform part with probability 0.01, else the softmax), every random number from the generator.
import torch.nn.functional as F


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    lead, K = tuple(logits.shape[:-1]), logits.shape[-1]
    raw = logits.detach()
    coin = torch.rand(lead, generator=generator, device=raw.device)
    blind = torch.randint(0, K, lead, generator=generator, device=raw.device)
    race = torch.empty_like(raw).exponential_(generator=generator)
    seeing = (raw.log_softmax(-1) - race.log()).argmax(-1)
    onehot = F.one_hot(torch.where(coin < 0.01, blind, seeing), K).to(raw.dtype)
    p = unimix(logits).exp()
    return onehot + (p - p.detach())

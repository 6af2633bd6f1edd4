# right: unimix is written for one variable and lifted with vmap; normalised again by torch.distributions; the draw counts thresholds of a float64 inverse CDF
from torch.distributions import Categorical


def _one(logits, ratio):
    return torch.log((1 - ratio) * torch.softmax(logits, 0) + ratio / logits.shape[0])


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    rows = logits.reshape(-1, logits.shape[-1])
    return torch.vmap(lambda row: _one(row, ratio))(rows).reshape(logits.shape)


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    soft = Categorical(logits=unimix(logits)).probs
    edges = soft.detach().double().cumsum(-1)[..., :-1]
    u = torch.rand(
        (*soft.shape[:-1], 1), generator=generator, device=soft.device, dtype=torch.float64
    )
    index = (u >= edges).sum(-1, keepdim=True)
    hard = torch.zeros_like(soft).scatter(-1, index, torch.ones_like(soft))
    return hard + (soft - soft.detach())

# right: mixture by torch.distributions.MixtureSameFamily evaluated at each class; draws by searchsorted
from torch.nn import functional as F
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    k = logits.shape[-1]
    both = torch.stack([logits, torch.zeros_like(logits)], dim=-2)
    share = logits.new_tensor([1 - ratio, ratio]).expand(*logits.shape[:-1], 2)
    mixture = torch.distributions.MixtureSameFamily(
        torch.distributions.Categorical(logits=share.log()),
        torch.distributions.Categorical(logits=both),
    )
    classes = torch.arange(k, device=logits.device)
    values = classes.reshape(k, *([1] * (logits.dim() - 1))).expand(k, *logits.shape[:-1])
    return mixture.log_prob(values).movedim(0, -1)


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    k = p.shape[-1]
    rows = p.detach().double().reshape(-1, k).cumsum(-1)
    u = torch.rand(len(rows), 1, generator=generator, dtype=torch.float64, device=p.device)
    index = torch.searchsorted(rows, u * rows[:, -1:], right=True).clamp(max=k - 1)
    onehot = F.one_hot(index.squeeze(1), k).to(p.dtype).reshape(p.shape)
    return onehot + (p - p.detach())

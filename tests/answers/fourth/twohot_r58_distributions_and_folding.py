# right: torch.distributions gives probabilities and log-probabilities, and the mean is folded in half again and again, mirror image on mirror image
from torch.distributions import Categorical


def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    parts = Categorical(logits=logits, validate_args=False).probs * bins
    while parts.shape[-1] > 1:
        half = parts.shape[-1] // 2
        left, middle, right = parts.split([half, parts.shape[-1] - 2 * half, half], -1)
        parts = torch.cat([left + right.flip(-1), middle], -1)
    return parts[..., 0]


def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    log_probs = Categorical(logits=logits, validate_args=False).logits
    return torch.einsum("...k,...k->...", twohot(target, bins), log_probs).neg()

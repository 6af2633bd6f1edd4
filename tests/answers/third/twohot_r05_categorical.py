# right: torch.distributions.Categorical gives the probabilities and the normalised logits.
from torch.distributions import Categorical


def _distribution(logits):
    return Categorical(logits=logits - logits.detach().amax(-1, keepdim=True), validate_args=False)


def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    parts = _distribution(logits).probs * bins
    return torch.stack([parts, parts.flip(-1)]).sum(0).mul(0.5).sum(-1)


def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    distribution = _distribution(logits)
    return torch.linalg.vecdot(distribution.logits, twohot(target, bins)).neg()

# right: unimix as logaddexp of the two weighted parts, all in log space.
import math


def _log(x):
    return math.log(x) if x > 0 else -math.inf


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    seen = logits - logits.logsumexp(-1, keepdim=True) + _log(1.0 - ratio)
    uniform = torch.full_like(seen, _log(ratio / logits.shape[-1]))
    return torch.logaddexp(seen, uniform)

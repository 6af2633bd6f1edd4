# right: mean and loss through torch.distributions.Categorical; pairs are added up in float64.
from torch.distributions import Categorical


def _prediction(logits: Tensor) -> Categorical:
    return Categorical(logits=logits, validate_args=False)


def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    p = _prediction(logits).probs.double()
    weighted = p * bins.double()
    return ((weighted + weighted.flip(-1)).sum(-1) / 2).float()


def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    # Categorical keeps its logits normalised: they are the log-probabilities
    return torch.mul(twohot(target, bins), _prediction(logits).logits).sum(-1).neg()

# right: torch.distributions: the log-probabilities are those a Categorical has normalised, the loss is a matrix product of rows, the mean takes the Categorical's probabilities by mirrored pairs.
from torch.distributions import Categorical


def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    probs = Categorical(logits=logits, validate_args=False).probs
    index = torch.arange(len(bins), device=bins.device)
    terms = probs * bins
    return (terms + terms.index_select(-1, index.flipud())).sum(-1).div(2)


def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    logp = Categorical(logits=logits, validate_args=False).logits
    with torch.no_grad():
        weights = twohot(target, bins)
    return -(weights.unsqueeze(-2) @ logp.unsqueeze(-1)).squeeze(-1).squeeze(-1)

# right: mixes in log space with logaddexp and draws by adding Gumbel noise to the mixed log-probabilities.
import math


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    log_softmax = torch.log_softmax(logits, -1)
    if ratio == 0:
        return log_softmax
    uniform = torch.full_like(log_softmax, math.log(ratio) - math.log(logits.shape[-1]))
    if ratio == 1:
        return uniform + 0 * log_softmax
    return torch.logaddexp(log_softmax + math.log1p(-ratio), uniform)


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    logp = unimix(logits)
    with torch.no_grad():
        gumbel = -torch.empty_like(logp).exponential_(generator=generator).log()
        score = logp + gumbel
        chosen = nn.functional.one_hot(score.max(-1).indices, logits.shape[-1]).type_as(logits)
    soft = logp.exp()
    return chosen + (soft - soft.detach())

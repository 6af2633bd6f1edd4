# right: mixes with logaddexp in log space and draws by the Gumbel-max trick
from torch.nn import functional as F
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    keep = logits.new_tensor(1 - ratio).log()
    floor = logits.new_tensor(ratio / logits.shape[-1]).log()
    return torch.logaddexp(F.log_softmax(logits, -1) + keep, floor)


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    log_probs = unimix(logits)
    u = torch.rand(log_probs.shape, generator=generator, device=logits.device, dtype=torch.float64)
    gumbel = -torch.log(-torch.log(u.clamp(1e-300, 1 - 1e-16)))
    winner = (log_probs.detach().double() + gumbel).argmax(-1, keepdim=True)
    hard = torch.zeros_like(log_probs).scatter(-1, winner, 1.0)
    soft = log_probs.exp()
    return hard + (soft - soft.detach())

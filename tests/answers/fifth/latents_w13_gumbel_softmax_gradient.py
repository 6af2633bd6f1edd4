# wrong: straight-through Gumbel-softmax: the gradient is that of the noisy softmax, not of the mixed probabilities
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    log_probs = unimix(logits)
    noise = torch.empty_like(log_probs).exponential_(generator=generator).log()
    soft = F.softmax(log_probs - noise, dim=-1)
    index = soft.argmax(-1, keepdim=True)
    hard = torch.zeros_like(soft).scatter_(-1, index, 1.0)
    return hard + (soft - soft.detach())

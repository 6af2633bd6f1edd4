# wrong: the gradient is that of the Gumbel-softmax relaxation (softmax of the noisy log-probabilities) instead of that of the mixed probabilities.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    """Straight-through Gumbel-softmax, hard, tau = 1."""
    noise = torch.empty_like(logits).exponential_(generator=generator)
    soft = torch.softmax(unimix(logits) - noise.log(), dim=-1)
    index = soft.argmax(-1, keepdim=True)
    hard = torch.zeros_like(soft).scatter_(-1, index, 1.0)
    return hard + (soft - soft.detach())

# wrong: the gradient is that of the noisy Gumbel-softmax relaxation instead of the mixed probabilities, so it changes with every draw
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    mixed = unimix(logits)
    u = torch.rand(mixed.shape, generator=generator, device=mixed.device).clamp_min(1e-20)
    gumbel = -torch.log((-torch.log(u)).clamp_min(1e-20))
    soft = (mixed + gumbel).softmax(-1)
    hard = torch.zeros_like(soft).scatter(-1, soft.argmax(-1, keepdim=True), 1.0)
    return hard + (soft - soft.detach())

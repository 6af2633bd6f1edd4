# wrong: the straight-through gradient is that of the noisy Gumbel softmax of this draw instead of the mixed probabilities
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    logp = unimix(logits)
    u = torch.rand(logp.shape, generator=generator, device=logp.device)
    gumbel = -torch.log(-torch.log(u.clamp(1e-12, 1 - 1e-7)))
    soft = (logp + gumbel).softmax(-1)
    hard = torch.zeros_like(soft).scatter(-1, soft.argmax(-1, keepdim=True), 1.0)
    return hard + (soft - soft.detach())

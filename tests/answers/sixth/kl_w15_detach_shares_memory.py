# wrong: the detached logits are normalised in place, and detach shares memory, so the caller's posterior and prior are changed
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def loss(q, p):
        q, p = unimix(q), unimix(p)
        return (q.exp() * (q - p)).sum((-2, -1)).clamp_min(free_nats)

    fixed_q, fixed_p = posterior.detach(), prior.detach()
    for fixed in (fixed_q, fixed_p):
        fixed -= fixed.logsumexp(-1, keepdim=True)
    return loss(fixed_q, prior), loss(posterior, fixed_p)

# wrong: each variable is held at free_nats/S before the sum instead of the step's sum at free_nats
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    share = free_nats / posterior.shape[-2]

    def loss(q, p):
        q, p = unimix(q), unimix(p)
        each = (q.exp() * (q - p)).sum(-1)
        return each.clamp(min=share).sum(-1)

    return loss(posterior.detach(), prior), loss(posterior, prior.detach())

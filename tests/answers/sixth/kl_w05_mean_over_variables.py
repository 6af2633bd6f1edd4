# wrong: the KL is averaged over the S variables instead of summed, S times too small before the free nats
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def loss(q, p):
        q, p = unimix(q), unimix(p)
        return (q.exp() * (q - p)).sum(-1).mean(-1).clamp_min(free_nats)

    return loss(posterior.detach(), prior), loss(posterior, prior.detach())

# wrong: the stop-gradients are on the wrong sides, so dyn teaches the posterior and rep the prior (the values are right)
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(q, p):
        q, p = unimix(q), unimix(p)
        return (q.exp() * (q - p)).sum((-2, -1)).clamp(min=free_nats)

    dyn = kl(posterior, prior.detach())
    rep = kl(posterior.detach(), prior)
    return dyn, rep

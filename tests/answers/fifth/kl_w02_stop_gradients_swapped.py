# wrong: the stop-gradients are swapped, so dyn trains the posterior and rep the prior (the values are the same)
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)

    def divergence(a: Tensor, b: Tensor) -> Tensor:
        return (a.exp() * (a - b)).sum((-1, -2)).clamp(min=free_nats)

    dyn = divergence(q, p.detach())
    rep = divergence(q.detach(), p)
    return dyn, rep

# wrong: the value is lifted to free_nats by a constant, so the gradient goes on below the free nat
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)

    def at_least(kl: Tensor) -> Tensor:
        return kl + (free_nats - kl.detach()).clamp(min=0)

    dyn = (q.detach().exp() * (q.detach() - p)).sum((-1, -2))
    rep = (q.exp() * (q - p.detach())).sum((-1, -2))
    return at_least(dyn), at_least(rep)

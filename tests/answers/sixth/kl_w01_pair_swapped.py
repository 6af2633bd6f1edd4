# wrong: the two losses are returned in the wrong order (rep, dyn): equal values, but the first teaches the posterior and the second the prior
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def divergence(q, p):
        logq, logp = unimix(q), unimix(p)
        return (logq.exp() * (logq - logp)).sum((-2, -1)).clamp_min(free_nats)

    dynamics = divergence(posterior, prior.detach())
    representation = divergence(posterior.detach(), prior)
    return dynamics, representation

# wrong: the expectation is replaced by one drawn class per variable, so the losses are random and not the KL
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    seen = sample_onehot(posterior)

    def loss(z, q, p):
        return (z * (unimix(q) - unimix(p))).sum((-2, -1)).clamp_min(free_nats)

    return (
        loss(seen.detach(), posterior.detach(), prior),
        loss(seen, posterior, prior.detach()),
    )

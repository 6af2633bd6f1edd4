# wrong: the value is held at free_nats, but the gradient of the KL passes below it all the same
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def loss(q, p):
        q, p = unimix(q), unimix(p)
        kl = (q.exp() * (q - p)).sum((-2, -1))
        floor = kl.detach().clamp_min(free_nats)
        return kl + (floor - kl.detach())

    return loss(posterior.detach(), prior), loss(posterior, prior.detach())

# wrong: the weight 0.1 of the representation loss is already applied here, where it is to come later.
DYN_SCALE, REP_SCALE = 1.0, 0.1


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)

    def kl(a, b):
        return (a.exp() * (a - b)).sum((-2, -1)).clamp(min=free_nats)

    return DYN_SCALE * kl(q.detach(), p), REP_SCALE * kl(q, p.detach())

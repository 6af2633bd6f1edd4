# wrong: rep is multiplied by its weight of 0.1 already here.
REP_SCALE = 0.1


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    dyn = (q.detach().exp() * (q.detach() - p)).sum((-2, -1)).clamp(min=free_nats)
    rep = (q.exp() * (q - p.detach())).sum((-2, -1)).clamp(min=free_nats)
    return dyn, REP_SCALE * rep

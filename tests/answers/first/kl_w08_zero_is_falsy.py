# wrong: free_nats=0 is taken for "not given" and replaced by 1.
DEFAULTS = {"free_nats": 1.0}


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    free = free_nats or DEFAULTS["free_nats"]
    q, p = unimix(posterior), unimix(prior)
    sg_q, sg_p = q.detach(), p.detach()
    dyn = (sg_q.exp() * (sg_q - p)).sum((-2, -1)).clamp(min=free)
    rep = (q.exp() * (q - sg_p)).sum((-2, -1)).clamp(min=free)
    return dyn, rep

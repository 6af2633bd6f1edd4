# wrong: rep is already multiplied by its weight 0.1, which is applied later where all losses are added.
DYN_SCALE, REP_SCALE = 1.0, 0.1


def kl_losses(posterior, prior, free_nats=1.0):
    q, p = unimix(posterior), unimix(prior)
    dyn = (q.detach().exp() * (q.detach() - p)).sum((-2, -1)).clamp(min=free_nats)
    rep = (q.exp() * (q - p.detach())).sum((-2, -1)).clamp(min=free_nats)
    return DYN_SCALE * dyn, REP_SCALE * rep

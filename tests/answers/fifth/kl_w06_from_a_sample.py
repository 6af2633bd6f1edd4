# wrong: a one-sample estimate log q(z) - log p(z) instead of the exact KL, so values are random and change from call to call
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    z = sample_onehot(posterior)
    dyn = (z.detach() * (q.detach() - p)).sum((-1, -2))
    rep = (z * (q - p.detach())).sum((-1, -2))
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

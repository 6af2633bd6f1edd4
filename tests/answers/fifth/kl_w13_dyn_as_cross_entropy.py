# wrong: dyn leaves out the posterior's entropy as a constant: same gradient above the floor, but it is a cross-entropy, larger than the KL
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    dyn = -(q.exp().detach() * p).sum((-1, -2))
    rep = (q.exp() * (q - p.detach())).sum((-1, -2))
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

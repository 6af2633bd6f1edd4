# wrong: dyn leaves out the posterior's entropy ("a constant here"), so that its value is the cross-entropy and free_nats is compared with that.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    # the entropy of sg(q) has no gradient: drop it
    dyn = -(q.detach().exp() * p).sum((-2, -1))
    rep = (q.exp() * (q - p.detach())).sum((-2, -1))
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

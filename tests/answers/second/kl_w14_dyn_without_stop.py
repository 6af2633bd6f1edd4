# wrong: the stop-gradient of dyn is forgotten (rep has its own), so dyn also moves the posterior.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    log_q, log_p = unimix(posterior), unimix(prior)
    q = log_q.exp()
    entropy = -(q * log_q).sum((-2, -1))
    dyn = -(q * log_p).sum((-2, -1)) - entropy
    rep = -(q * log_p.detach()).sum((-2, -1)) - entropy
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

# wrong: in the dynamics loss only the posterior's logarithm is detached and its weights are not, so the posterior gets a gradient from it
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    logq, logp = unimix(posterior), unimix(prior)
    q = logq.exp()
    dyn = (q * (logq.detach() - logp)).sum((-2, -1))
    rep = (q * (logq - logp.detach())).sum((-2, -1))
    return dyn.clamp_min(free_nats), rep.clamp_min(free_nats)

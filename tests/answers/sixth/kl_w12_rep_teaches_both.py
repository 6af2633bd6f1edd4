# wrong: the prior is not detached in the representation loss, so that loss moves prior and posterior
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    logq, logp = unimix(posterior), unimix(prior)
    fixed = logq.detach()
    dyn = (fixed.exp() * (fixed - logp)).sum((-2, -1))
    rep = (logq.exp() * (logq - logp)).sum((-2, -1))
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

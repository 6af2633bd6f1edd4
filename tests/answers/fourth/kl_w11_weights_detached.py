# wrong: in rep the probabilities that weight the sum are detached, so the gradient to the posterior loses the term that matters (the rest is zero in expectation)
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    log_q, log_p = unimix(posterior), unimix(prior)
    weight = log_q.exp().detach()
    dyn = (weight * (log_q.detach() - log_p)).sum(-1).sum(-1)
    rep = (weight * (log_q - log_p.detach())).sum(-1).sum(-1)
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

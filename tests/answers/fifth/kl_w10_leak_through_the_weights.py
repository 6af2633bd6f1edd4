# wrong: only the logarithms are detached, not the probabilities that weight them, so dyn also sends a gradient to the posterior
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    probs = q.exp()
    dyn = (probs * (q.detach() - p)).sum((-1, -2))
    rep = (probs * (q - p.detach())).sum((-1, -2))
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

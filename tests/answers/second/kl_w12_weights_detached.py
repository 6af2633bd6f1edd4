# wrong: the probabilities that weigh the log-ratio are detached in both losses, so rep has a gradient of 0 to the posterior.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    weight = q.detach().exp()  # shared by both
    dyn = (weight * (q.detach() - p)).sum((-2, -1))
    rep = (weight * (q - p.detach())).sum((-2, -1))
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

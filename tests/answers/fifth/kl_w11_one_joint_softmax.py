# wrong: flattens S and K before mixing, so one distribution over S·K classes is compared instead of S independent ones
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q = unimix(posterior.flatten(-2))
    p = unimix(prior.flatten(-2))
    dyn = (q.detach().exp() * (q.detach() - p)).sum(-1)
    rep = (q.exp() * (q - p.detach())).sum(-1)
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

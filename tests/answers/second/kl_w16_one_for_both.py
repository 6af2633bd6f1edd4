# wrong: as both losses have the same value, dyn is computed once and returned twice, so rep teaches the prior and never the posterior.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q = unimix(posterior.detach())
    p = unimix(prior)
    kl = torch.sum(q.exp() * (q - p), dim=(2, 3))
    loss = torch.clamp(kl, min=free_nats)
    return loss, loss

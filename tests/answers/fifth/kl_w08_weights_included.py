# wrong: rep is already multiplied by its weight 0.1, which is applied again where the losses are added
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    dyn = (q.detach().exp() * (q.detach() - p)).sum((-1, -2)).clamp(min=free_nats)
    rep = (q.exp() * (q - p.detach())).sum((-1, -2)).clamp(min=free_nats)
    return 1.0 * dyn, 0.1 * rep

# wrong: the representation loss is multiplied by its weight 0.1 here, which belongs to where all losses are added
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def loss(q, p):
        q, p = unimix(q), unimix(p)
        return (q.exp() * (q - p)).sum((-2, -1)).clamp_min(free_nats)

    return 1.0 * loss(posterior.detach(), prior), 0.1 * loss(posterior, prior.detach())

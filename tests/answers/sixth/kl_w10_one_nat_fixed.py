# wrong: the free nats are always 1: the argument free_nats is not used
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def loss(q, p):
        q, p = unimix(q), unimix(p)
        kl = (q.exp() * (q - p)).sum((-2, -1))
        return torch.maximum(kl, torch.ones_like(kl))

    return loss(posterior.detach(), prior), loss(posterior, prior.detach())

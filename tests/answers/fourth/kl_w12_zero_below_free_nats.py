# wrong: a step below free_nats gives 0 instead of free_nats
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(q, p):
        q, p = unimix(q), unimix(p)
        value = (q.exp() * (q - p)).sum((-2, -1))
        return torch.where(value > free_nats, value, torch.zeros_like(value))

    return kl(posterior.detach(), prior), kl(posterior, prior.detach())

# wrong: the floor is put on straight-through, so steps below free_nats show 1 but still teach
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(q, p):
        q, p = unimix(q), unimix(p)
        value = (q.exp() * (q - p)).sum((-2, -1))
        floored = torch.clamp(value, min=free_nats)
        return value + (floored - value).detach()

    return kl(posterior.detach(), prior), kl(posterior, prior.detach())

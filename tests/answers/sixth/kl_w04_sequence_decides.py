# wrong: whether a step is free is decided by its sequence's mean KL, so quiet steps of a loud sequence go below free_nats and loud ones of a quiet sequence are held at it
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def loss(q, p):
        q, p = unimix(q), unimix(p)
        step = (q.exp() * (q - p)).sum((-2, -1))
        taught = step.mean(1, keepdim=True) > free_nats
        return torch.where(taught, step, torch.full_like(step, free_nats))

    return loss(posterior.detach(), prior), loss(posterior, prior.detach())

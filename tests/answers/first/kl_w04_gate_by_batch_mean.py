# wrong: the batch's mean KL decides for all steps at once whether they are free, and not each step's own KL.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def loss(q, p):
        q, p = unimix(q), unimix(p)
        kl = (q.exp() * (q - p)).sum((-1, -2))
        return torch.where(kl.mean() > free_nats, kl, torch.full_like(kl, free_nats))

    return loss(posterior.detach(), prior), loss(posterior, prior.detach())

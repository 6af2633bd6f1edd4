# wrong: free_nats=0.0 is taken for "not given" and becomes 1.
FREE_NATS = 1.0


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float | None = None) -> tuple[Tensor, Tensor]:
    free = torch.tensor(free_nats or FREE_NATS)
    q, p = unimix(posterior), unimix(prior)
    q_, p_ = q.detach(), p.detach()
    dyn = (q_.exp() * (q_ - p)).sum(-1).sum(-1)
    rep = (q.exp() * (q - p_)).sum(-1).sum(-1)
    return torch.maximum(dyn, free), torch.maximum(rep, free)

# wrong: dyn is KL[p || sg(q)] instead of KL[sg(q) || p], so its value differs from rep and its gradient is that of the reversed KL
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(a, b):
        a, b = unimix(a), unimix(b)
        return (a.exp() * (a - b)).sum((-2, -1)).clamp(min=free_nats)

    dyn = kl(prior, posterior.detach())
    rep = kl(posterior, prior.detach())
    return dyn, rep

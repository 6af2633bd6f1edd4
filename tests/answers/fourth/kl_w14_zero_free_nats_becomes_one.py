# wrong: free_nats=0 counts as not given, so the loss stays at 1 where the KL itself was asked for
def kl_losses(
    posterior: Tensor, prior: Tensor, free_nats: float | None = None
) -> tuple[Tensor, Tensor]:
    floor = free_nats or 1.0

    def kl(q, p):
        q, p = unimix(q), unimix(p)
        return (q.exp() * (q - p)).sum((-2, -1)).clamp(min=floor)

    return kl(posterior.detach(), prior), kl(posterior, prior.detach())

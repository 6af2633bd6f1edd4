# wrong: the KL is averaged over the S variables instead of summed, so it is S times too small and mostly hidden below the free nat
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(q, p):
        q, p = unimix(q), unimix(p)
        return (q.exp() * (q - p)).sum(-1).mean(-1)

    dyn = kl(posterior.detach(), prior).clamp(min=free_nats)
    rep = kl(posterior, prior.detach()).clamp(min=free_nats)
    return dyn, rep

# wrong: detach_() instead of detach() cuts the caller's own prior tensor from its graph, so it needs no gradient any more after the call
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(q, p):
        q, p = unimix(q), unimix(p)
        return (q.exp() * (q - p)).sum((-2, -1)).clamp(min=free_nats)

    dyn = kl(posterior.detach(), prior)
    rep = kl(posterior, prior.detach_())
    return dyn, rep

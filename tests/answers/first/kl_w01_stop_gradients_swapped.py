# wrong: dyn stops the gradient at the prior and rep at the posterior, the wrong way round.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(q_logits, p_logits):
        q, p = unimix(q_logits), unimix(p_logits)
        return (q.exp() * (q - p)).sum((-2, -1)).clamp(min=free_nats)

    dyn = kl(posterior, prior.detach())
    rep = kl(posterior.detach(), prior)
    return dyn, rep

# wrong: only the posterior is mixed and the prior's log-probabilities are raw, so the KL has no bound where the prior is sure
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(q, p):
        log_q = unimix(q)
        log_p = p.log_softmax(-1)
        return (log_q.exp() * (log_q - log_p)).sum((-2, -1)).clamp(min=free_nats)

    return kl(posterior.detach(), prior), kl(posterior, prior.detach())

# wrong: rep does not stop the gradient at the prior, so that it moves the prior as well.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    log_q, log_p = unimix(posterior), unimix(prior)

    def kl(a, b):
        return (a.exp() * (a - b)).flatten(2).sum(-1)

    rep = kl(log_q, log_p)
    dyn = kl(log_q.detach(), log_p)
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

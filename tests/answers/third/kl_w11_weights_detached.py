# wrong: the expectation's weights q are detached in both losses, so rep's gradient to the posterior vanishes though its value is right.
def kl_losses(posterior, prior, free_nats=1.0):
    def kl(log_q, log_p):
        weights = log_q.exp().detach()
        return (weights * (log_q - log_p)).sum((-2, -1))

    log_q, log_p = unimix(posterior), unimix(prior)
    dyn = kl(log_q.detach(), log_p)
    rep = kl(log_q, log_p.detach())
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

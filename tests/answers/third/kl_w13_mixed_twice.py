# wrong: both arguments are mixed twice (1.99 % uniform), as the helper mixes log-probabilities that are mixed already.
def kl_losses(posterior, prior, free_nats=1.0):
    def divergence(q_logits, p_logits):
        q, p = unimix(q_logits), unimix(p_logits)
        return (q.exp() * (q - p)).sum((-2, -1)).clamp(min=free_nats)

    posterior, prior = unimix(posterior), unimix(prior)
    return divergence(posterior.detach(), prior), divergence(posterior, prior.detach())

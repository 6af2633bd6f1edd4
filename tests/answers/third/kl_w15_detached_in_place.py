# wrong: detach_() detaches the posterior for good, so rep, computed after dyn, carries no gradient.
def kl_losses(posterior, prior, free_nats=1.0):
    def loss(q, p):
        return (q.exp() * (q - p)).sum((-2, -1)).clamp(min=free_nats)

    q, p = unimix(posterior), unimix(prior)
    dyn = loss(q.detach_(), p)
    rep = loss(q, p.detach_())
    return dyn, rep

# wrong: dyn is the cross-entropy of the posterior under the prior (the posterior's entropy is not taken off), so its value and the free-nats threshold are wrong.
def kl_losses(posterior, prior, free_nats=1.0):
    q, p = unimix(posterior), unimix(prior)
    # the posterior is a constant here, and so is its entropy
    dyn = -(q.detach().exp() * p).sum((-2, -1))
    rep = (q.exp() * (q - p.detach())).sum((-2, -1))
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

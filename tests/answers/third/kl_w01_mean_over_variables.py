# wrong: the KL is averaged over the S variables instead of summed.
def kl_losses(posterior, prior, free_nats=1.0):
    q, p = unimix(posterior), unimix(prior)

    def kl(a, b):
        return (a.exp() * (a - b)).sum(-1).mean(-1)

    return kl(q.detach(), p).clamp(min=free_nats), kl(q, p.detach()).clamp(min=free_nats)

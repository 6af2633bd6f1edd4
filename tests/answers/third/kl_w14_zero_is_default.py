# wrong: free_nats=0 is taken for "not given" and becomes 1.
def kl_losses(posterior, prior, free_nats=1.0):
    floor = free_nats or 1.0
    q, p = unimix(posterior), unimix(prior)

    def loss(q, p):
        return (q.exp() * (q - p)).sum((-2, -1)).clamp(min=floor)

    return loss(q.detach(), p), loss(q, p.detach())

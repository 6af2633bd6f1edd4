# wrong: the floor is put on the value only: below free_nats the gradient of the KL still flows.
def kl_losses(posterior, prior, free_nats=1.0):
    q, p = unimix(posterior), unimix(prior)

    def loss(q, p):
        kl = (q.exp() * (q - p)).sum((-2, -1))
        return kl + (free_nats - kl).clamp(min=0).detach()

    return loss(q.detach(), p), loss(q, p.detach())

# wrong: the free nats are subtracted, max(0, KL - free_nats), instead of max(free_nats, KL): the value is too low by free_nats.
def kl_losses(posterior, prior, free_nats=1.0):
    q, p = unimix(posterior), unimix(prior)

    def loss(q, p):
        return torch.relu((q.exp() * (q - p)).sum((-2, -1)) - free_nats)

    return loss(q.detach(), p), loss(q, p.detach())

# wrong: free_nats is compared with the mean KL of the whole batch (DreamerV2 style with free_avg) and that one number returned for all steps.
def kl_losses(posterior, prior, free_nats=1.0):
    q, p = unimix(posterior), unimix(prior)

    def loss(q, p):
        kl = (q.exp() * (q - p)).sum((-2, -1))
        return kl.mean().clamp(min=free_nats).expand_as(kl)

    return loss(q.detach(), p), loss(q, p.detach())

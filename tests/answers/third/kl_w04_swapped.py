# wrong: the stop-gradients stand on the wrong sides: dyn trains the posterior and rep the prior.
def kl_losses(posterior, prior, free_nats=1.0):
    def kl(q, p):
        q, p = unimix(q), unimix(p)
        return (q.exp() * (q - p)).sum(dim=(-1, -2))

    dyn = kl(posterior, prior.detach())
    rep = kl(posterior.detach(), prior)
    return torch.clamp(dyn, min=free_nats), torch.clamp(rep, min=free_nats)

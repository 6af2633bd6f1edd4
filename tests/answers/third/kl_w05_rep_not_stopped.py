# wrong: rep has no stop-gradient, so it also trains the prior.
def kl_losses(posterior, prior, free_nats=1.0):
    q, p = unimix(posterior), unimix(prior)
    rep = (q.exp() * (q - p)).sum(-1).sum(-1)
    q_sg = q.detach()
    dyn = (q_sg.exp() * (q_sg - p)).sum(-1).sum(-1)
    floor = torch.full_like(rep, free_nats)
    return torch.maximum(dyn, floor), torch.maximum(rep, floor)

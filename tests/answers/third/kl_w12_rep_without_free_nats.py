# wrong: only dyn is held at free_nats; rep is the bare KL.
def kl_losses(posterior, prior, free_nats=1.0):
    q, p = unimix(posterior), unimix(prior)
    dyn = (q.detach().exp() * (q.detach() - p)).sum((-2, -1))
    rep = (q.exp() * (q - p.detach())).sum((-2, -1))
    dyn = torch.maximum(dyn, dyn.new_tensor(free_nats))
    return dyn, rep

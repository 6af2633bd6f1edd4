# wrong: the posterior's entropy is detached in both losses: right values, but the representation loss' gradient lacks the entropy's part
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    logq, logp = unimix(posterior), unimix(prior)
    q = logq.exp()
    with torch.no_grad():
        entropy = -(q * logq).sum((-2, -1))
    dyn = -(q.detach() * logp).sum((-2, -1)) - entropy
    rep = -(q * logp.detach()).sum((-2, -1)) - entropy
    return dyn.clamp_min(free_nats), rep.clamp_min(free_nats)

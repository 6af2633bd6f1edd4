# wrong: free_nats is applied to each variable before the sum over S, so the loss is at least S·free_nats.
def _kl(q, p, free):
    per_variable = (q.exp() * (q - p)).sum(-1)  # [B, T, S]
    return per_variable.clamp(min=free).sum(-1)


def kl_losses(posterior, prior, free_nats=1.0):
    q, p = unimix(posterior), unimix(prior)
    return _kl(q.detach(), p, free_nats), _kl(q, p.detach(), free_nats)

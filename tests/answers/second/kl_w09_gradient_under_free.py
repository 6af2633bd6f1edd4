# wrong: the value is max(free_nats, KL), but the gradient of the KL still flows where it lies below free_nats.
def _free(kl, nats):
    """Clip the value, straight-through."""
    return kl + (kl.clamp(min=nats) - kl).detach()


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    dyn = (q.detach().exp() * (q.detach() - p)).sum((-1, -2))
    rep = (q.exp() * (q - p.detach())).sum((-1, -2))
    return _free(dyn, free_nats), _free(rep, free_nats)

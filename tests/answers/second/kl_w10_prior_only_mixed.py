# wrong: only the prior is mixed; the posterior enters the KL as its plain softmax.
def _kl(post, prior):
    logq = post.log_softmax(-1)
    logp = unimix(prior)  # so that the KL stays bounded
    return (logq.exp() * (logq - logp)).sum(-1).sum(-1)


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    dyn = _kl(posterior.detach(), prior).clamp(min=free_nats)
    rep = _kl(posterior, prior.detach()).clamp(min=free_nats)
    return dyn, rep

# wrong: the KL is estimated from one sample of the posterior instead of summed over the classes, so it is noisy and two calls differ
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(q, p):
        z = sample_onehot(q)
        return (z * (unimix(q) - unimix(p))).sum((-2, -1)).clamp(min=free_nats)

    return kl(posterior.detach(), prior), kl(posterior, prior.detach())

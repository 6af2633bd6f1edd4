# wrong: the logarithms are those of the mixtures, but the expectation is taken under the posterior's plain softmax
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def loss(q, p):
        ratio = unimix(q) - unimix(p)
        return (q.softmax(-1) * ratio).sum((-2, -1)).clamp_min(free_nats)

    return loss(posterior.detach(), prior), loss(posterior, prior.detach())

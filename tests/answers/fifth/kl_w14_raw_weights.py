# wrong: the logarithms are mixed but the expectation is taken under the unmixed softmax of the posterior, so values are slightly off
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(left: Tensor, right: Tensor) -> Tensor:
        terms = left.softmax(-1) * (unimix(left) - unimix(right))
        return terms.sum(-1).sum(-1)

    dyn = kl(posterior.detach(), prior)
    rep = kl(posterior, prior.detach())
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

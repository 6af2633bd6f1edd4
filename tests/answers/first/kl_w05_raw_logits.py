# wrong: the KL is that of the plain softmaxes and not of the mixtures.
from torch.distributions import Independent, OneHotCategorical, kl_divergence


def _dist(logits: Tensor) -> Independent:
    return Independent(OneHotCategorical(logits=logits), 1)


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    dyn = kl_divergence(_dist(posterior.detach()), _dist(prior))
    rep = kl_divergence(_dist(posterior), _dist(prior.detach()))
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

# wrong: the KL is that of the plain softmax distributions, without the 1 % uniform mixture.
import torch.distributions as td


def _dist(logits):
    return td.Independent(td.OneHotCategorical(logits=logits), 1)


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    dyn = td.kl_divergence(_dist(posterior.detach()), _dist(prior))
    rep = td.kl_divergence(_dist(posterior), _dist(prior.detach()))
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

# right: torch.distributions with Independent, the mixture's log-probabilities as its logits.
from torch.distributions import Independent, OneHotCategorical, kl_divergence


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def dist(logits):
        return Independent(OneHotCategorical(logits=unimix(logits), validate_args=False), 1)

    pairs = ((posterior.detach(), prior), (posterior, prior.detach()))
    dyn, rep = (kl_divergence(dist(q), dist(p)).clamp_min(free_nats) for q, p in pairs)
    return dyn, rep

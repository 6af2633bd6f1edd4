# right: torch.distributions with Independent and kl_divergence on the mixed log-probabilities.
from torch.distributions import Categorical, Independent, kl_divergence


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def dist(logits: Tensor) -> Independent:
        return Independent(Categorical(logits=unimix(logits)), 1)

    frozen_q, frozen_p = dist(posterior.detach()), dist(prior.detach())
    dyn = kl_divergence(frozen_q, dist(prior))
    rep = kl_divergence(dist(posterior), frozen_p)
    return torch.clamp_min(dyn, free_nats), torch.clamp_min(rep, free_nats)

# right: torch.distributions.Independent over one-hot categoricals, and kl_divergence
from torch.distributions import Independent, OneHotCategorical, kl_divergence


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def dist(logits):
        return Independent(OneHotCategorical(logits=unimix(logits), validate_args=False), 1)

    dyn = kl_divergence(dist(posterior.detach()), dist(prior))
    rep = kl_divergence(dist(posterior), dist(prior.detach()))
    floor = torch.full_like(dyn, free_nats)
    return torch.where(dyn > floor, dyn, floor), torch.where(rep > floor, rep, floor)

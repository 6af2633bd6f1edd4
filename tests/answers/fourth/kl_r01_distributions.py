# right: torch.distributions computes the KL of two Independent categoricals
from torch.distributions import Categorical, Independent, kl_divergence


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def guess(logits):
        return Independent(Categorical(logits=unimix(logits)), 1)

    dyn = kl_divergence(guess(posterior.detach()), guess(prior))
    rep = kl_divergence(guess(posterior), guess(prior.detach()))
    floor = torch.full_like(dyn, free_nats)
    return torch.maximum(dyn, floor), torch.maximum(rep, floor)

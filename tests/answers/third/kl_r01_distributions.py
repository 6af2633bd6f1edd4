# right: torch.distributions with Independent one-hot categoricals and its registered kl_divergence.
from torch.distributions import Independent, OneHotCategorical, kl_divergence


def kl_losses(posterior, prior, free_nats=1.0):
    def dist(logits):
        return Independent(OneHotCategorical(logits=unimix(logits)), 1)

    pairs = ((posterior.detach(), prior), (posterior, prior.detach()))
    dyn, rep = (kl_divergence(dist(q), dist(p)).clamp_min(free_nats) for q, p in pairs)
    return dyn, rep

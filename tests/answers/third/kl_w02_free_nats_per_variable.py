# wrong: the maximum with free_nats is taken for every variable before the sum over S, not for the whole step.
from torch.distributions import Categorical, kl_divergence


def kl_losses(posterior, prior, free_nats=1.0):
    def one(q, p):
        kl = kl_divergence(Categorical(logits=unimix(q)), Categorical(logits=unimix(p)))
        return torch.clamp(kl, min=free_nats).sum(-1)

    return one(posterior.detach(), prior), one(posterior, prior.detach())

# wrong: the difference of mixed log-probabilities is weighted with the unmixed softmax of the posterior, so the sum is not the KL of the mixtures
from torch.nn import functional as F
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(q, p):
        weight = F.softmax(q, dim=-1)
        return (weight * (unimix(q) - unimix(p))).sum(dim=(-2, -1)).clamp(min=free_nats)

    return kl(posterior.detach(), prior), kl(posterior, prior.detach())

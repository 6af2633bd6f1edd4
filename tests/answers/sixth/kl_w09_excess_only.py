# wrong: free_nats is subtracted (relu(KL - free)), so the losses are lower by free_nats than max(free, KL)
import torch.nn.functional as F


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def loss(q, p):
        q, p = unimix(q), unimix(p)
        return F.relu((q.exp() * (q - p)).sum((-2, -1)) - free_nats)

    return loss(posterior.detach(), prior), loss(posterior, prior.detach())

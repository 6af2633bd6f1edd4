# wrong: the loss is max(0, KL - free_nats): below one nat it is 0 and above it is too small by free_nats.
import torch.nn.functional as F


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)

    def kl(q, p):
        return (q.exp() * (q - p)).sum(dim=(2, 3))

    return F.relu(kl(q.detach(), p) - free_nats), F.relu(kl(q, p.detach()) - free_nats)

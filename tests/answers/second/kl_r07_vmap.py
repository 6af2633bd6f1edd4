# right: the loss of one step [S, K] is written alone and mapped over B and T with torch.func.vmap; free nats as free + relu(KL - free).
from torch.func import vmap


def _step(post, pri, free):
    """One step: [S, K], [S, K] -> scalar"""
    q, p = unimix(post), unimix(pri)
    kl = torch.sum(q.exp() * q) - torch.sum(q.exp() * p)
    return free + torch.relu(kl - free)


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    B, T = posterior.shape[:2]
    every = vmap(lambda q, p: _step(q, p, free_nats))

    def over(q, p):
        return every(q.flatten(0, 1), p.flatten(0, 1)).unflatten(0, (B, T))

    return over(posterior.detach(), prior), over(posterior, prior.detach())

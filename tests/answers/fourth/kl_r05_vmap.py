# right: written for a single step [S, K] and lifted over B and T with two vmaps
from torch.func import vmap


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def step(q: Tensor, p: Tensor) -> Tensor:
        return torch.sum(q.exp() * (q - p)).clamp(min=free_nats)

    lifted = vmap(vmap(step))
    log_q, log_p = unimix(posterior), unimix(prior)
    return lifted(log_q.detach(), log_p), lifted(log_q, log_p.detach())

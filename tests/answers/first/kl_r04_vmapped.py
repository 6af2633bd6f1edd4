# right: written for one variable of K classes and lifted over S, T and B by torch.vmap.
def _one(log_q: Tensor, log_p: Tensor) -> Tensor:
    return torch.dot(log_q.exp(), log_q - log_p)


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def step(log_q: Tensor, log_p: Tensor) -> Tensor:
        return torch.vmap(_one)(log_q, log_p).sum().clamp(min=free_nats)

    every = torch.vmap(torch.vmap(step))
    q, p = unimix(posterior), unimix(prior)
    return every(q.detach(), p), every(q, p.detach())

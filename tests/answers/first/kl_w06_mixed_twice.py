# wrong: both arguments are mixed twice (1.99 % uniform), as the helper mixes what has been mixed already.
def _kl(q: Tensor, p: Tensor) -> Tensor:
    log_q, log_p = unimix(q), unimix(p)
    return torch.einsum("btsk,btsk->bt", log_q.exp(), log_q - log_p)


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    posterior, prior = unimix(posterior), unimix(prior)
    dyn = _kl(posterior.detach(), prior).clamp(min=free_nats)
    rep = _kl(posterior, prior.detach()).clamp(min=free_nats)
    return dyn, rep

# wrong: mixes both arguments at the top and again inside the helper, so the KL is that of mixtures with 2 % uniform
def _kl(q_logits: Tensor, p_logits: Tensor) -> Tensor:
    log_q, log_p = unimix(q_logits), unimix(p_logits)
    return torch.sum(log_q.exp() * (log_q - log_p), dim=(-2, -1))


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    posterior, prior = unimix(posterior), unimix(prior)
    dyn = _kl(posterior.detach(), prior)
    rep = _kl(posterior, prior.detach())
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

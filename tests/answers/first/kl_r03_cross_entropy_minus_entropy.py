# right: cross-entropy minus entropy with einsum, and relu around the free nats.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def product(weight: Tensor, value: Tensor) -> Tensor:
        return torch.einsum("...sk,...sk->...", weight, value)

    log_q, log_p = unimix(posterior), unimix(prior)
    q = log_q.exp()
    minus_entropy = product(q, log_q)
    rep = minus_entropy - product(q, log_p.detach())
    dyn = minus_entropy.detach() - product(q.detach(), log_p)
    return tuple(free_nats + torch.relu(loss - free_nats) for loss in (dyn, rep))

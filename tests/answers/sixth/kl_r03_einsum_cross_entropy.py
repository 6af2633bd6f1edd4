# right: cross-entropy less entropy, both by einsum; the floor as relu(KL - free) + free
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def inner(a, b):
        return torch.einsum("btsk,btsk->bt", a, b)

    def floored(kl):
        return torch.relu(kl - free_nats) + free_nats

    logq, logp = unimix(posterior), unimix(prior)
    q = logq.exp()
    dyn = inner(q, logq).detach() - inner(q.detach(), logp)
    rep = inner(q, logq) - inner(q, logp.detach())
    return floored(dyn), floored(rep)

# right: the KL of a single step's [S, K], lifted over B and T by two vmaps
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def step(q, p):
        logq, logp = unimix(q), unimix(p)
        return (logq.exp() * (logq - logp)).sum().clamp(min=free_nats)

    over_all = torch.vmap(torch.vmap(step))
    return over_all(posterior.detach(), prior), over_all(posterior, prior.detach())

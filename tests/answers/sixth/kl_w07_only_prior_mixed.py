# wrong: the prior is mixed and the posterior is not (plain log_softmax), so the KL is not that of the two mixtures
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def loss(q, p):
        logq = torch.log_softmax(q, -1)
        logp = unimix(p)
        return torch.clamp((logq.exp() * (logq - logp)).sum(-1).sum(-1), min=free_nats)

    return loss(posterior.detach(), prior), loss(posterior, prior.detach())

# wrong: the maximum with free_nats is taken for each variable before the sum, so the loss is at least S
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(q, p):
        q, p = unimix(q), unimix(p)
        each = (q.exp() * (q - p)).sum(-1)
        return torch.clamp(each, min=free_nats).sum(-1)

    return kl(posterior.detach(), prior), kl(posterior, prior.detach())

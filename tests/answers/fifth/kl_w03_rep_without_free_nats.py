# wrong: free nats are applied to dyn alone, so rep falls below free_nats and goes on pulling the posterior
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    dyn = (q.detach().exp() * (q.detach() - p)).sum(-1).sum(-1)
    rep = (q.exp() * (q - p.detach())).sum(-1).sum(-1)
    return torch.clamp(dyn, min=free_nats), rep

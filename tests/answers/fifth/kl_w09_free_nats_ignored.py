# wrong: the floor is always 1 whatever free_nats says, so free_nats=0 does not give the exact KL
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    dyn = (q.detach().exp() * (q.detach() - p)).sum((-1, -2))
    rep = (q.exp() * (q - p.detach())).sum((-1, -2))
    one = torch.ones_like(dyn)
    return torch.maximum(dyn, one), torch.maximum(rep, one)

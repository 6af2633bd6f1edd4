# wrong: in rep the weights q are detached along with the sum's other constants, so that the gradient reaches the posterior only through ln q, where it cancels to 0.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    weight = q.detach().exp()
    dyn = (weight * (q.detach() - p)).sum((-2, -1))
    rep = (weight * (q - p.detach())).sum((-2, -1))
    return torch.clamp(dyn, min=free_nats), torch.clamp(rep, min=free_nats)

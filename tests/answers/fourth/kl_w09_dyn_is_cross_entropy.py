# wrong: dyn leaves out the posterior's entropy as it is a constant for the gradient, so its value is too large and exceeds the free nat too early
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    cross_entropy = -(q.exp().detach() * p).sum((-2, -1))
    dyn = torch.clamp(cross_entropy, min=free_nats)
    rep = torch.clamp((q.exp() * (q - p.detach())).sum((-2, -1)), min=free_nats)
    return dyn, rep

# wrong: whether the KL is below free_nats is decided on the mean over batch and time, not per step, so single steps get below 1 or lose their loss
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)

    def free(kl: Tensor) -> Tensor:
        if kl.mean() < free_nats:
            return torch.clamp(kl, min=free_nats, max=free_nats)
        return kl

    dyn = (q.detach().exp() * (q.detach() - p)).sum((-1, -2))
    rep = (q.exp() * (q - p.detach())).sum((-1, -2))
    return free(dyn), free(rep)

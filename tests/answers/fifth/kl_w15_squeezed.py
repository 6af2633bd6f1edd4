# wrong: squeezes before the last sum, so with B, T or S of 1 the wrong dimension is summed away and the shape is not [B, T]
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)

    def kl(a: Tensor, b: Tensor) -> Tensor:
        per_variable = (a.exp() * (a - b)).sum(-1, keepdim=True).squeeze()
        return per_variable.sum(-1).clamp(min=free_nats)

    return kl(q.detach(), p), kl(q, p.detach())

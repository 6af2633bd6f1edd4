# right: one step's KL as a function, mapped twice with vmap
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def step(q: Tensor, p: Tensor) -> Tensor:
        kl = torch.tensordot(q.exp(), q - p, dims=2)
        return torch.clamp(kl, min=free_nats)

    steps = torch.vmap(torch.vmap(step))
    q, p = unimix(posterior), unimix(prior)
    return steps(q.detach(), p), steps(q, p.detach())

# wrong: the KL is computed in bfloat16 and cast back, so its values are wrong in the second or third digit, far beyond float32 rounding.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q = unimix(posterior).to(torch.bfloat16)
    p = unimix(prior).to(torch.bfloat16)

    def kl(a, b):
        return (a.exp() * (a - b)).sum(dim=(-2, -1)).float().clamp(min=free_nats)

    return kl(q.detach(), p), kl(q, p.detach())

# wrong: squeeze() drops more than the summed dimensions where B or T is 1, so that the losses are not [B, T].
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(q, p):
        q, p = unimix(q).flatten(-2), unimix(p).flatten(-2)
        total = torch.matmul(q.exp().unsqueeze(-2), (q - p).unsqueeze(-1)).squeeze()
        return total.clamp(min=free_nats)

    return kl(posterior.detach(), prior), kl(posterior, prior.detach())

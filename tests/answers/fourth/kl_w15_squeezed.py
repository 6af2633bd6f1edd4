# wrong: squeezes the sums, so with one sequence or one step (B or T of 1) that dimension is missing from the result
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(q, p):
        q, p = unimix(q), unimix(p)
        each = (q.exp() * (q - p)).sum(-1, keepdim=True)
        total = each.sum(-2, keepdim=True).squeeze()
        return torch.clamp(total, min=free_nats)

    return kl(posterior.detach(), prior), kl(posterior, prior.detach())

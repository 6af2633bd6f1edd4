# right: adds the variables up in a loop and chooses with torch.where; the stop-gradient is a flag.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def loss(learner: str) -> Tensor:
        total = torch.zeros(posterior.shape[:-2], dtype=posterior.dtype)
        for s in range(posterior.shape[-2]):
            q, p = unimix(posterior[..., s : s + 1, :]), unimix(prior[..., s : s + 1, :])
            if learner == "prior":
                q = q.detach()
            else:
                p = p.detach()
            total = total + (q.exp() * (q - p)).sum(-1).squeeze(-1)
        return torch.where(total > free_nats, total, torch.full_like(total, free_nats))

    return loss("prior"), loss("posterior")

# wrong: free_nats is compared with the KL averaged over the batch and time (as in older Dreamers) and that average is handed out, instead of each step's own KL.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def loss(q, p):
        kl = (q.exp() * (q - p)).sum((-2, -1))
        return kl.mean().clamp(min=free_nats).expand(kl.shape)

    q, p = unimix(posterior), unimix(prior)
    return loss(q.detach(), p), loss(q, p.detach())

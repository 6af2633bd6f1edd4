# wrong: the maximum is subtracted in place from the detached logits, which share their memory with the caller's, so both inputs are changed.
def _frozen(logits):
    fixed = logits.detach()
    fixed -= fixed.amax(-1, keepdim=True)  # stability
    return unimix(fixed)


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(q, p):
        return (q.exp() * (q - p)).sum((-2, -1)).clamp(min=free_nats)

    q, p = unimix(posterior), unimix(prior)
    return kl(_frozen(posterior), p), kl(q, _frozen(prior))

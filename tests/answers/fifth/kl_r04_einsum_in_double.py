# right: cross-entropy less entropy by einsum, in float64, cast back at the end
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def mixed(logits: Tensor) -> Tensor:
        return 0.99 * logits.double().softmax(-1) + 0.01 / logits.shape[-1]

    def kl(q: Tensor, p: Tensor) -> Tensor:
        cross = -torch.einsum("btsk,btsk->bt", q, p.log())
        entropy = -torch.einsum("btsk,btsk->bt", q, q.log())
        return (cross - entropy).clamp(min=free_nats).to(posterior.dtype)

    return kl(mixed(posterior.detach()), mixed(prior)), kl(mixed(posterior), mixed(prior.detach()))

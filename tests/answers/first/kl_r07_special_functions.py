# right: writes the mixture out in probabilities and uses torch.special.entr and xlogy, with a maximum over a stacked axis.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def mixed(logits: Tensor) -> Tensor:
        return 0.99 * torch.softmax(logits, -1) + 0.01 / logits.shape[-1]

    def kl(q: Tensor, p: Tensor) -> Tensor:
        inner = -torch.special.entr(q) - torch.special.xlogy(q, p)
        per_step = inner.sum(-1).sum(-1)
        return torch.stack([per_step, torch.full_like(per_step, free_nats)]).max(0).values

    return kl(mixed(posterior).detach(), mixed(prior)), kl(mixed(posterior), mixed(prior).detach())

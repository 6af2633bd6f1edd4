# wrong: F.kl_div with its arguments the intuitive way round computes KL[prior || posterior], so values and gradients are those of the reverse KL
from torch.nn import functional as F
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)

    def kl(a: Tensor, b: Tensor) -> Tensor:
        return F.kl_div(a, b, reduction="none", log_target=True).sum((-2, -1))

    dyn = kl(q.detach(), p).clamp(min=free_nats)
    rep = kl(q, p.detach()).clamp(min=free_nats)
    return dyn, rep

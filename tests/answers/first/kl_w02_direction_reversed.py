# wrong: the KL is that of prior to posterior, KL[p‖q], as F.kl_div's argument order is easily misread.
import torch.nn.functional as F


def _kl(q: Tensor, p: Tensor) -> Tensor:
    # KL[q || p]
    return F.kl_div(unimix(q), unimix(p), reduction="none", log_target=True).sum((-2, -1))


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    dyn = _kl(posterior.detach(), prior)
    rep = _kl(posterior, prior.detach())
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

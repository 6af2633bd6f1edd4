# wrong: F.kl_div is given its arguments in the wrong order, so the divergence is KL[prior || posterior].
import torch.nn.functional as F


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    dyn = F.kl_div(q.detach(), p, reduction="none", log_target=True).sum(dim=(-2, -1))
    rep = F.kl_div(q, p.detach(), reduction="none", log_target=True).sum(dim=(-2, -1))
    return dyn.clamp_min(free_nats), rep.clamp_min(free_nats)

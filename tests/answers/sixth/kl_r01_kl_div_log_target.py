# right: with torch.nn.functional.kl_div (its arguments the other way round) and log_target
import torch.nn.functional as F


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    dyn = F.kl_div(p, q.detach(), reduction="none", log_target=True).flatten(2).sum(-1)
    rep = F.kl_div(p.detach(), q, reduction="none", log_target=True).flatten(2).sum(-1)
    return dyn.clamp_min(free_nats), rep.clamp_min(free_nats)

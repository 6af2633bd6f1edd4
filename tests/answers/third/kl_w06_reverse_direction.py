# wrong: F.kl_div is called with its arguments in the order (q, p), which is KL[p || q], the reverse direction.
import torch.nn.functional as F


def kl_losses(posterior, prior, free_nats=1.0):
    q, p = unimix(posterior), unimix(prior)
    dyn = F.kl_div(q.detach(), p, reduction="none", log_target=True).sum((-1, -2))
    rep = F.kl_div(q, p.detach(), reduction="none", log_target=True).sum((-1, -2))
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

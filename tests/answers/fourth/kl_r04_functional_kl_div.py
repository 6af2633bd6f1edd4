# right: F.kl_div with log_target, whose first argument is the approximating distribution
from torch.nn import functional as F
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    pairs = {"dyn": (p, q.detach()), "rep": (p.detach(), q)}
    losses = {}
    for name, (approximation, truth) in pairs.items():
        pointwise = F.kl_div(approximation, truth, reduction="none", log_target=True)
        losses[name] = pointwise.flatten(2).sum(2).clamp_min(free_nats)
    return losses["dyn"], losses["rep"]

# right: F.kl_div with log targets, its arguments in PyTorch's reversed order, and torch.maximum.
import torch.nn.functional as F


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    pairs = {"dyn": (p, q.detach()), "rep": (p.detach(), q)}
    out = {}
    for name, (inputs, target) in pairs.items():
        kl = F.kl_div(inputs, target, reduction="none", log_target=True)
        kl = kl.flatten(start_dim=-2).sum(dim=-1)
        out[name] = torch.maximum(kl, torch.full_like(kl, free_nats))
    return out["dyn"], out["rep"]

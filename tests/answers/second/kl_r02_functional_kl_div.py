# right: F.kl_div with log_target (whose argument order is the reverse of the formula), max as torch.maximum with a filled tensor.
import torch.nn.functional as F


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = map(unimix, (posterior, prior))
    divergence = lambda q, p: F.kl_div(input=p, target=q, reduction="none", log_target=True).flatten(-2).sum(-1)
    free = lambda x: torch.maximum(x, torch.full_like(x, free_nats))
    return free(divergence(q.detach(), p)), free(divergence(q, p.detach()))

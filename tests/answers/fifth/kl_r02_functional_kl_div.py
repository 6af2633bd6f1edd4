# right: F.kl_div with log_target, whose first argument is the prior
from torch.nn import functional as F
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    pairs = ((p, q.detach()), (p.detach(), q))
    dyn, rep = (
        F.kl_div(guess, truth, reduction="none", log_target=True).flatten(2).sum(2)
        for guess, truth in pairs
    )
    return free_nats + F.relu(dyn - free_nats), free_nats + F.relu(rep - free_nats)

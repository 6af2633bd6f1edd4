# wrong: subtracts the free nats (max(0, KL - free)) instead of taking the maximum, so all values are lower by free_nats
from torch.nn import functional as F
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    dyn = (q.detach().exp() * (q.detach() - p)).sum((-1, -2))
    rep = (q.exp() * (q - p.detach())).sum((-1, -2))
    return F.relu(dyn - free_nats), F.relu(rep - free_nats)

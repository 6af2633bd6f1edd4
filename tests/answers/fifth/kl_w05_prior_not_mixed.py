# wrong: only the posterior is mixed, the prior is a plain log-softmax, so the KL has no bound where the prior is sure
from torch.nn import functional as F
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q = unimix(posterior)
    p = F.log_softmax(prior, dim=-1)
    dyn = (q.detach().exp() * (q.detach() - p)).sum(dim=(-2, -1))
    rep = (q.exp() * (q - p.detach())).sum(dim=(-2, -1))
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

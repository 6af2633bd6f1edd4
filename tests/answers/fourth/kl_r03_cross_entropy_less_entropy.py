# right: cross-entropy less entropy by einsum, floored with relu
from torch.nn import functional as F
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    log_q, log_p = unimix(posterior), unimix(prior)
    q = log_q.exp()
    pair = "btsk,btsk->bt"
    entropy = -torch.einsum(pair, q, log_q)
    against_p = -torch.einsum(pair, q, log_p.detach())
    p_against = -torch.einsum(pair, q.detach(), log_p)
    dyn = F.relu(p_against - entropy.detach() - free_nats) + free_nats
    rep = F.relu(against_p - entropy - free_nats) + free_nats
    return dyn, rep

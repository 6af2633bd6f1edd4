# wrong: the two losses come in the wrong order (rep, dyn): the first teaches the posterior, the second the prior.
import torch.nn.functional as F


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(target, pred):
        value = F.kl_div(pred, target, reduction="none", log_target=True).sum((-1, -2))
        return torch.clamp(value, min=free_nats)

    post, pri = unimix(posterior), unimix(prior)
    dyn = kl(post, pri.detach())
    rep = kl(post.detach(), pri)
    return dyn, rep

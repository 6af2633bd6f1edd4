# right: a loop over the variables that accumulates the KL, then F.threshold for the free nats.
import torch.nn.functional as F


def _kl(q_logits, p_logits):
    total = 0.0
    for s in range(q_logits.shape[-2]):
        q, p = unimix(q_logits[..., s : s + 1, :]), unimix(p_logits[..., s : s + 1, :])
        total = total + (torch.exp(q) * (q - p)).sum((-2, -1))
    return total


def kl_losses(posterior, prior, free_nats=1.0):
    free_nats = float(free_nats)
    dyn = F.threshold(_kl(posterior.detach(), prior), free_nats, free_nats)
    rep = F.threshold(_kl(posterior, prior.detach()), free_nats, free_nats)
    return dyn, rep

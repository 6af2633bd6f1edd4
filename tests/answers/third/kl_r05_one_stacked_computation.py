# right: both losses in one stacked computation [2, B, T, S, K], unbound at the end.
def kl_losses(posterior, prior, free_nats=1.0):
    q = torch.stack([posterior.detach(), posterior])
    p = torch.stack([prior, prior.detach()])
    log_q, log_p = unimix(torch.stack([q, p])).unbind(0)
    kl = torch.mul(log_q.exp(), log_q - log_p).sum(-1).sum(-1)
    dyn, rep = kl.clamp(min=free_nats)
    return dyn, rep

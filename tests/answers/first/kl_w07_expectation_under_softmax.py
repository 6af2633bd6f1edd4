# wrong: the log-ratio is that of the mixtures but is averaged under the posterior's plain softmax.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(post, pri):
        weight = post.softmax(-1)
        return (weight * (unimix(post) - unimix(pri))).sum(-1).sum(-1)

    dyn = torch.clamp(kl(posterior.detach(), prior), min=free_nats)
    rep = torch.clamp(kl(posterior, prior.detach()), min=free_nats)
    return dyn, rep

# right: the KL is computed once; an autograd Function hands each loss' gradient to one side by the closed formulas
class _OneSided(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logq, logp, free, teach_prior):
        difference = logq - logp
        variable = (logq.exp() * difference).sum(-1)
        kl = variable.sum(-1)
        ctx.save_for_backward(logq, difference, kl)
        ctx.free, ctx.teach_prior = free, teach_prior
        return kl.clamp(min=free)

    @staticmethod
    def backward(ctx, grad):
        logq, difference, kl = ctx.saved_tensors
        grad = (grad * (kl >= ctx.free))[..., None, None]
        q = logq.exp()
        if ctx.teach_prior:
            return None, -grad * q, None, None
        return grad * q * (difference + 1.0), None, None, None


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    logq, logp = unimix(posterior), unimix(prior)
    return (
        _OneSided.apply(logq, logp, free_nats, True),
        _OneSided.apply(logq, logp, free_nats, False),
    )

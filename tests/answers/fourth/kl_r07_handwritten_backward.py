# right: a torch.autograd.Function with the KL's gradients worked out by hand, one-sided as asked
class _OneSided(torch.autograd.Function):
    @staticmethod
    def forward(ctx, log_q, log_p, free_nats, side):
        q = log_q.exp()
        total = (q * (log_q - log_p)).sum((-2, -1))
        ctx.save_for_backward(log_q, log_p, total)
        ctx.free_nats, ctx.side = free_nats, side
        return total.clamp(min=free_nats)

    @staticmethod
    def backward(ctx, gradient):
        log_q, log_p, total = ctx.saved_tensors
        gradient = (gradient * (total > ctx.free_nats))[..., None, None]
        q = log_q.exp()
        if ctx.side == "prior":
            return None, -gradient * q, None, None
        return gradient * q * (log_q - log_p + 1), None, None, None


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    log_q, log_p = unimix(posterior), unimix(prior)
    dyn = _OneSided.apply(log_q, log_p, free_nats, "prior")
    rep = _OneSided.apply(log_q, log_p, free_nats, "posterior")
    return dyn, rep

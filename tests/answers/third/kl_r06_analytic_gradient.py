# right: a custom autograd Function computes the KL with its analytic gradients and gives None on the stopped side.
class MixedKL(torch.autograd.Function):
    """KL of two sets of log-probabilities, summed over S and K."""

    @staticmethod
    def forward(ctx, log_q, log_p):
        q = log_q.exp()
        ctx.save_for_backward(q, log_q - log_p)
        return (q * (log_q - log_p)).sum((-2, -1))

    @staticmethod
    def backward(ctx, grad):
        q, gap = ctx.saved_tensors
        grad = grad[..., None, None]
        to_q = grad * q * (gap + 1) if ctx.needs_input_grad[0] else None
        to_p = -grad * q if ctx.needs_input_grad[1] else None
        return to_q, to_p


def kl_losses(posterior, prior, free_nats=1.0):
    q, p = unimix(posterior), unimix(prior)
    held = lambda kl: kl.clamp(min=free_nats)
    return held(MixedKL.apply(q.detach(), p)), held(MixedKL.apply(q, p.detach()))

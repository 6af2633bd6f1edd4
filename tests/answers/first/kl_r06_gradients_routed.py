# right: one KL is computed, and a pair of autograd functions lets its gradient through to one argument only.
class _Only(torch.autograd.Function):
    """KL of log-probabilities with the gradient for the first (which=0) or second argument."""

    @staticmethod
    def forward(ctx, log_q, log_p, which):
        ctx.save_for_backward(log_q, log_p)
        ctx.which = which
        return (log_q.exp() * (log_q - log_p)).sum((-2, -1))

    @staticmethod
    def backward(ctx, grad):
        log_q, log_p = ctx.saved_tensors
        grad = grad[..., None, None]
        if ctx.which == 0:
            return grad * log_q.exp() * (log_q - log_p + 1), None, None
        return None, -grad * log_q.exp(), None


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    log_q, log_p = unimix(posterior), unimix(prior)
    return (
        _Only.apply(log_q, log_p, 1).clamp(min=free_nats),
        _Only.apply(log_q, log_p, 0).clamp(min=free_nats),
    )

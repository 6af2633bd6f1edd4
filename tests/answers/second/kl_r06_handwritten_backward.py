# right: a torch.autograd.Function computes the KL once, returns it twice, and routes the gradient by hand (dyn to the prior, rep to the posterior).
class _SplitKL(torch.autograd.Function):
    @staticmethod
    def forward(ctx, log_q, log_p):
        ctx.save_for_backward(log_q, log_p)
        kl = (log_q.exp() * (log_q - log_p)).sum((-2, -1))
        return kl, kl.clone()

    @staticmethod
    def backward(ctx, grad_dyn, grad_rep):
        log_q, log_p = ctx.saved_tensors
        q = log_q.exp()
        to_q = grad_rep[..., None, None] * q * (log_q - log_p + 1)
        to_p = -grad_dyn[..., None, None] * q
        return to_q, to_p


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    dyn, rep = _SplitKL.apply(unimix(posterior), unimix(prior))
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

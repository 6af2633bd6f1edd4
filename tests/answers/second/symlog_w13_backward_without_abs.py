# wrong: the hand-written backward of symlog is 1/(1 + x) instead of 1/(1 + |x|), so gradients of negative inputs are wrong (even negative below -1).
class _SymLog(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.sign(x) * torch.log1p(torch.abs(x))

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad / (1.0 + x)


def symlog(x: Tensor) -> Tensor:
    return _SymLog.apply(x)

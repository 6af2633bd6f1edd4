# wrong: the hand-written backward divides by 1 + x instead of 1 + |x|, so the gradient of symlog is wrong for negative x (infinite at -1, negative beyond).
class _SymLog(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.sign() * x.abs().log1p()

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad / (1 + x)


def symlog(x):
    return _SymLog.apply(x)

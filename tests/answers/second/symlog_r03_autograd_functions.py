# right: hand-written autograd functions with exact, themselves differentiable backward passes (derivative 1 at 0 as well).
class _Log(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.sign() * x.abs().log1p()

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad / (1 + x.abs())


class _Exp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.sign() * x.abs().expm1()

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * x.abs().exp()


def symlog(x: Tensor) -> Tensor:
    return _Log.apply(x)


def symexp(x: Tensor) -> Tensor:
    return _Exp.apply(x)

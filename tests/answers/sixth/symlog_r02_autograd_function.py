# right: custom autograd functions with the true slope, which is 1 at 0.
class _Log(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.sgn(x) * torch.log1p(torch.abs(x))

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad / (1 + x.abs())


class _Exp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.sgn(x) * torch.expm1(torch.abs(x))

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * x.abs().exp()


def symlog(x):
    return _Log.apply(x)


def symexp(x):
    return _Exp.apply(x)

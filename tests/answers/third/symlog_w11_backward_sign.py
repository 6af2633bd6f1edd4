# wrong: the hand-written backward multiplies with sign(x) once, so the gradient of symlog is -1/(1+|x|) instead of 1/(1+|x|) for negative x.
class _Symlog(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.sign() * x.abs().log1p()

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * x.sign() / (1 + x.abs())


def symlog(x: Tensor) -> Tensor:
    return _Symlog.apply(x)

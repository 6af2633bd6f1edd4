# right: two branches with inputs clamped to where each is defined, so that neither can spoil the gradient
def _mirror(f, x):
    up = f(torch.clamp(x, min=0.0))
    down = -f(torch.clamp(-x, min=0.0))
    return torch.where(x >= 0, up, down)


def symlog(x: Tensor) -> Tensor:
    return _mirror(torch.log1p, x)


def symexp(x: Tensor) -> Tensor:
    return _mirror(torch.expm1, x)

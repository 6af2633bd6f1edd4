# wrong: the sign is computed as x / |x|, so symlog(0) and symexp(0) are NaN instead of 0.
def _signed(function, x: Tensor) -> Tensor:
    size = x.abs()
    return x / size * function(size)


def symlog(x: Tensor) -> Tensor:
    return _signed(torch.log1p, x)


def symexp(x: Tensor) -> Tensor:
    return _signed(torch.expm1, x)

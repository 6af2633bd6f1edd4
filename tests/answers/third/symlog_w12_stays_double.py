# wrong: both functions compute in float64 for precision and never return to float32.
def _odd(function, x: Tensor) -> Tensor:
    wide = x.double()
    return wide.sign() * function(wide.abs())


def symlog(x: Tensor) -> Tensor:
    return _odd(torch.log1p, x)


def symexp(x: Tensor) -> Tensor:
    return _odd(torch.expm1, x)

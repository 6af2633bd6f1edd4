# wrong: computed in double for accuracy and never cast back: float32 in gives float64 out.
def symlog(x: Tensor) -> Tensor:
    x = x.double()
    return x.sign() * x.abs().log1p()


def symexp(x: Tensor) -> Tensor:
    x = x.double()
    return x.sign() * x.abs().expm1()

# wrong: both functions compute in float64 and forget to go back, so float32 in gives float64 out.
def symlog(x: Tensor) -> Tensor:
    wide = x.to(torch.float64)
    return wide.sign() * wide.abs().log1p()


def symexp(x: Tensor) -> Tensor:
    wide = x.to(torch.float64)
    return wide.sign() * wide.abs().expm1()

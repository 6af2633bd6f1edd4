# right: hyperbolic identities, log1p(m) = 2·atanh(m/(2+m)) (in double, then back) and expm1(m) = 2·exp(m/2)·sinh(m/2), odd by themselves.
def symlog(x: Tensor) -> Tensor:
    wide = x.double()
    return (2 * torch.atanh(wide / (2 + wide.abs()))).to(x.dtype)


def symexp(x: Tensor) -> Tensor:
    wide = x.double()
    return (2 * torch.exp(wide.abs() / 2) * torch.sinh(wide / 2)).to(x.dtype)

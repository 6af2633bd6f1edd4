# right: computes in float64 with ln(1+a) = 2 atanh(a/(2+a)) and e^a - 1 = 2 sinh(a/2) e^(a/2), then goes back to the input's dtype
def symlog(x: Tensor) -> Tensor:
    wide = x.double()
    return (2 * torch.atanh(wide / (2 + wide.abs()))).to(x.dtype)


def symexp(x: Tensor) -> Tensor:
    wide = x.double()
    return (2 * torch.sinh(wide / 2) * torch.exp(wide.abs() / 2)).to(x.dtype)

# right: float64 inside, log1p(a) = 2 atanh(a / (a + 2)) which keeps the sign by itself, cast back to the dtype of the input.
def symlog(x):
    wide = x.double()
    return (2.0 * torch.atanh(wide / (wide.abs() + 2.0))).to(x.dtype)


def symexp(x):
    wide = x.double()
    return (wide.sgn() * torch.special.expm1(wide.abs())).to(x.dtype)

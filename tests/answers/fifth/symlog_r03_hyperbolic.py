# right: identities with atanh and sinh in float64, cast back; gradient exactly 1 at 0
def symlog(x):
    y = x.double()
    return (2.0 * torch.atanh(y / (2.0 + y.abs()))).to(x.dtype)


def symexp(x):
    y = x.double()
    return (2.0 * torch.sinh(y / 2.0) * torch.exp(y.abs() / 2.0)).to(x.dtype)

# right: special.xlog1py for symlog, and 2 exp(a/2) sinh(a/2) = exp(a) - 1 for symexp.
def symlog(x):
    return torch.special.xlog1py(torch.sgn(x), torch.abs(x))


def symexp(x):
    half = 0.5 * x
    return 2.0 * torch.exp(half.abs()) * torch.sinh(half)

# right: copysign instead of a product with the sign.
def symlog(x):
    return torch.copysign(torch.log1p(torch.abs(x)), x)


def symexp(x):
    return torch.copysign(torch.expm1(torch.abs(x)), x)

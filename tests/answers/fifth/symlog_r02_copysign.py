# right: magnitude first, then the sign is copied on with copysign
def symlog(x):
    return torch.copysign(x.abs().log1p(), x)


def symexp(x):
    return torch.copysign(x.abs().expm1(), x)

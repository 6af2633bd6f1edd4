# right: writes positive and negative entries separately into a fresh tensor through boolean masks
def _odd(f, x):
    out = x.clone()
    positive, negative = x >= 0, x < 0
    out[positive] = f(x[positive])
    out[negative] = -f(-x[negative])
    return out


def symlog(x):
    return _odd(torch.log1p, x)


def symexp(x):
    return _odd(torch.expm1, x)

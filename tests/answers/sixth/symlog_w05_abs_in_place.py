# wrong: symlog works in place on its argument, so the caller's tensor is overwritten (and a leaf that requires gradients raises).
def symlog(x):
    sign = x.sign()
    return x.abs_().log1p_() * sign

# wrong: abs_() replaces the caller's tensor by its absolute values
def symlog(x):
    sign = torch.sign(x)
    return sign * x.abs_().log1p()

# wrong: symlog takes abs_ and log1p_ in place, so the caller's tensor is overwritten with the logarithms of its sizes
def symlog(x: Tensor) -> Tensor:
    sign = torch.sign(x)
    magnitude = x.abs_().log1p_()
    return sign * magnitude

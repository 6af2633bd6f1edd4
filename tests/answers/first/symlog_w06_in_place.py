# wrong: symlog works in place on its input: the caller's tensor is overwritten with the result (and a leaf that requires a gradient raises).
def symlog(x: Tensor) -> Tensor:
    sign = torch.sign(x)
    return x.abs_().log1p_().mul_(sign)

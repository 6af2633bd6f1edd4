# right: torch.special.xlog1py(sign, |x|) is the whole of symlog.
def symlog(x: Tensor) -> Tensor:
    return torch.special.xlog1py(torch.sgn(x), torch.abs(x))


def symexp(x: Tensor) -> Tensor:
    return torch.mul(torch.special.expm1(torch.abs(x)), torch.sgn(x))

# right: copysign puts the sign on, no product and no torch.sign
def symlog(x: Tensor) -> Tensor:
    return torch.copysign(torch.log1p(x.abs()), x)


def symexp(x: Tensor) -> Tensor:
    return torch.copysign(torch.expm1(x.abs()), x)

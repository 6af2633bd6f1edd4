# wrong: |x| is written as sqrt(x*x), whose gradient at x = 0 is inf·0 = NaN (and which underflows to 0 below 1e-23).
def _magnitude(x: Tensor) -> Tensor:
    return torch.sqrt(x * x)


def symlog(x: Tensor) -> Tensor:
    return torch.sign(x) * torch.log1p(_magnitude(x))


def symexp(x: Tensor) -> Tensor:
    return torch.sign(x) * torch.expm1(_magnitude(x))

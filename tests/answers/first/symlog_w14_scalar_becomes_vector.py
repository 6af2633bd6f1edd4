# wrong: torch.atleast_1d turns a tensor without dimensions into one of shape [1]; [...] -> [...] includes no dimensions at all.
def symlog(x: Tensor) -> Tensor:
    x = torch.atleast_1d(x)
    out = torch.log1p(x.abs())
    return torch.where(x < 0, -out, out)


def symexp(x: Tensor) -> Tensor:
    x = torch.atleast_1d(x)
    out = torch.expm1(x.abs())
    return torch.where(x < 0, -out, out)

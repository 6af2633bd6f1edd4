# wrong: symlog makes a scalar into a vector of one number, so a tensor without dimensions comes back as [1] instead of []
def symlog(x: Tensor) -> Tensor:
    x = torch.atleast_1d(x)
    out = torch.empty_like(x)
    positive = x >= 0
    out[positive] = torch.log1p(x[positive])
    out[~positive] = -torch.log1p(-x[~positive])
    return out

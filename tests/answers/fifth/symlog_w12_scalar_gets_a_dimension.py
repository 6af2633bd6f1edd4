# wrong: a tensor without dimensions comes back as shape [1]
def symexp(x):
    x = torch.atleast_1d(x)
    out = torch.empty_like(x)
    out = torch.where(x < 0, -torch.expm1(x.abs()), torch.expm1(x.abs()))
    return out

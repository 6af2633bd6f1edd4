# wrong: computes in float64 and does not cast back, so float32 in gives float64 out
def symlog(x):
    wide = x.to(torch.float64)
    return torch.sign(wide) * torch.log1p(torch.abs(wide))

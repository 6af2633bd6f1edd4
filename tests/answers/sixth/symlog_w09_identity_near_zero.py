# wrong: symlog returns x itself below 0.01, which is off by up to half a per cent, far more than float32 rounding.
def symlog(x):
    small = x.abs() < 1e-2
    return torch.where(small, x, x.sign() * torch.log1p(x.abs()))

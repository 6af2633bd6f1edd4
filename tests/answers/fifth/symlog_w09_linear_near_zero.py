# wrong: below 0.01 symlog returns x itself, which is off by up to 0.5 % there
def symlog(x):
    magnitude = x.abs()
    return torch.where(magnitude < 1e-2, x, torch.sign(x) * torch.log1p(magnitude))

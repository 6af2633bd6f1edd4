# wrong: the sign is x / (|x| + 1e-8), so inputs near 1e-8 are shrunk by half and smaller ones vanish.
def symlog(x):
    magnitude = x.abs()
    return x / (magnitude + 1e-8) * torch.log1p(magnitude)

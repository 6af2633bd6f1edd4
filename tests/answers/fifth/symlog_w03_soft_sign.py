# wrong: the sign is x / (|x| + 1e-6), so inputs near 1e-6 and below are shrunk by half or more
def symlog(x):
    direction = x / (x.abs() + 1e-6)
    return direction * torch.log1p(x.abs())

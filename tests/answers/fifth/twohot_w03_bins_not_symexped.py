# wrong: the bins are left evenly spaced in symlog space (-20 to 20) and symexp is never applied
def symexp_bins(count=255, limit=20.0):
    half = torch.linspace(0.0, limit, count // 2 + 1)
    return torch.cat([-half[1:].flip(0), half])

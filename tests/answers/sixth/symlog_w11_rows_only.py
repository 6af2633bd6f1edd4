# wrong: symlog iterates over the first dimension, so a tensor without dimensions raises.
def symlog(x):
    rows = [row.sign() * torch.log1p(row.abs()) for row in x]
    return torch.stack(rows)

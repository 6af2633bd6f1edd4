# wrong: takes limit as the largest reward and squashes it first, so the bins end at -limit and limit instead of symexp(limit).
def symexp_bins(count=255, limit=20.0):
    end = symlog(torch.tensor(float(limit))).item()
    half = symexp(torch.linspace(0, end, count // 2 + 1))
    return torch.cat([-half[1:].flip(0), half])

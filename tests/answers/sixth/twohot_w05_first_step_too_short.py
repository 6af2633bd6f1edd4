# wrong: the half is spaced over count // 2 points from 0 without the end, so the outermost bin stands one step inside symexp(limit).
def symexp_bins(count=255, limit=20.0):
    n = count // 2
    step = limit / (n + 1)
    half = symexp(step * torch.arange(1, n + 1, dtype=torch.float32))
    return torch.cat([-half.flip(0), torch.zeros(1), half])

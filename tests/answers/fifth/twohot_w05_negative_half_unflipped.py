# wrong: the negative half is not reversed, so the bins run from small to large magnitude twice and are not sorted
def symexp_bins(count=255, limit=20.0):
    half = symexp(torch.linspace(0, limit, count // 2 + 1))
    return torch.cat([-half[1:], half])

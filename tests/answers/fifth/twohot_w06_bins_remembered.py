# wrong: the bins of the first call are kept and given again whatever count and limit are asked later
_cached_bins = None


def symexp_bins(count=255, limit=20.0):
    global _cached_bins
    if _cached_bins is None:
        half = symexp(torch.linspace(0, limit, count // 2 + 1))
        _cached_bins = torch.cat([-half[1:].flip(0), half])
    return _cached_bins

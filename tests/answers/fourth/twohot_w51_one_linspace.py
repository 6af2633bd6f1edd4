# wrong: symexp_bins takes one linspace over both halves, whose rounding differs on the two sides, so the bins are not exactly symmetric
def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    return symexp(torch.linspace(-limit, limit, count))

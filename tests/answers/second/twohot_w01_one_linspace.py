# wrong: the bins come from a single linspace, whose halves differ in the last digit, so they are not exactly symmetric.
def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    return symexp(torch.linspace(-limit, limit, count))

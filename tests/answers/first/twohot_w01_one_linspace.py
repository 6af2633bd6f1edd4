# wrong: the bins are symexp of one torch.linspace, so the two halves are not the same to the last digit.
def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    return symexp(torch.linspace(-limit, limit, count))

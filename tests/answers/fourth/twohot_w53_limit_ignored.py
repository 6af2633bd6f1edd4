# wrong: symexp_bins always reaches to symexp(20), whatever limit it is given
def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    half = symexp(torch.linspace(-20.0, 0.0, count // 2 + 1))
    return torch.cat([half, -half[:-1].flip(0)])

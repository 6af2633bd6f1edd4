# wrong: the half begins at 2*limit/count instead of 2*limit/(count - 1), so the bins are symmetric but not evenly spaced in symlog space (the steps at 0 are shorter than the others).
def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    step = 2 * limit / count
    half = symexp(torch.linspace(step, limit, count // 2))
    return torch.cat([-half.flip(0), torch.zeros(1), half])

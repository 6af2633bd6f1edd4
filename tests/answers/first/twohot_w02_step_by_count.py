# wrong: the step between the s_i is 2 limit / count instead of 2 limit / (count - 1), so the outermost bins fall short of symexp(limit) and all bins but 0 are misplaced.
def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    half = count // 2
    step = 2 * limit / count
    positive = symexp(torch.arange(1, half + 1, dtype=torch.float32) * step)
    return torch.cat([-positive.flip(0), torch.zeros(1), positive])

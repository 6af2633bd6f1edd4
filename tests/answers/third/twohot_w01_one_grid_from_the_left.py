# wrong: one evenly spaced grid is counted from the left edge (-limit + i·step), so rounding makes the two halves differ in their last digits: the bins are not exactly symmetric and uniform logits do not mean exactly 0.
def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    step = 2 * limit / (count - 1)
    return symexp(-limit + step * torch.arange(count))

# right: the mean folds the outermost pair first and recurses inwards; the bins are built number by number from the middle outwards.
def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    middle = count // 2
    bins = torch.zeros(count)
    for i in range(1, middle + 1):
        edge = symexp(torch.tensor(limit * i / middle))
        bins[middle + i] = edge
        bins[middle - i] = -edge
    return bins


def _fold(parts):
    if len(parts) == 0:
        return 0.0
    if len(parts) == 1:
        return parts[0]
    return (parts[0] + parts[-1]) + _fold(parts[1:-1])


def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    return _fold((torch.softmax(logits, -1) * bins).unbind(-1))

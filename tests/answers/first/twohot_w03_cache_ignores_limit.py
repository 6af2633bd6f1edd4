# wrong: the bins are cached by their count alone, so a second call with the same count and another limit gets the bins of the first limit.
_BINS: dict[int, Tensor] = {}


def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    if count not in _BINS:
        half = symexp(torch.linspace(0, limit, count // 2 + 1))
        _BINS[count] = torch.cat([-half[1:].flip(0), half])
    return _BINS[count].clone()

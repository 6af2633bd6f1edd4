# wrong: symexp_bins remembers its bins by count alone, so a second call with the same count and another limit gives the old bins
_made = {}


def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    if count not in _made:
        half = symexp(torch.linspace(-limit, 0.0, count // 2 + 1))
        _made[count] = torch.cat([half, -half[:-1].flip(0)])
    return _made[count].clone()

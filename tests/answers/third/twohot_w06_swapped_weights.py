# wrong: the two weights are swapped: the nearer bin gets the distance to itself, so 0.25 on [-1, 0, 1] becomes [0, 0.25, 0.75].
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach().clamp(bins[0], bins[-1])
    k = torch.searchsorted(bins[1:-1].contiguous(), y, right=True)
    low, high = bins[k], bins[k + 1]
    to_low, to_high = (y - low).abs(), (y - high).abs()
    one_hot = torch.nn.functional.one_hot
    weights = one_hot(k, len(bins)) * to_low[..., None] + one_hot(k + 1, len(bins)) * to_high[..., None]
    return weights / (to_low + to_high)[..., None]

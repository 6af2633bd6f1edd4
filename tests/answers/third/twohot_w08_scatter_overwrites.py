# wrong: for a target exactly on a bin (or beyond the range) lower and upper are the same index, and the second scatter_ overwrites the weight 1 with 0, so all weights are 0.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach().clamp(bins[0], bins[-1])
    lower = torch.searchsorted(bins, y, right=True) - 1  # last bin <= y
    upper = torch.searchsorted(bins, y)  # first bin >= y
    w = ((y - bins[lower]) / (bins[upper] - bins[lower])).nan_to_num(0.0)
    weights = torch.zeros(*y.shape, len(bins))
    weights.scatter_(-1, lower[..., None], (1 - w)[..., None])
    weights.scatter_(-1, upper[..., None], w[..., None])
    return weights

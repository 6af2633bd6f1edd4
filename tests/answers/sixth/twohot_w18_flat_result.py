# wrong: the target is flattened and never shaped back, so [B, T] targets give [B*T, K] and a target without dimensions gives [1, K].
def twohot(target, bins):
    y = target.detach().reshape(-1).clamp(bins[0], bins[-1])
    rows = torch.arange(len(y))
    upper = torch.searchsorted(bins, y, right=True).clamp(1, len(bins) - 1)
    w = (y - bins[upper - 1]) / (bins[upper] - bins[upper - 1])
    out = torch.zeros(len(y), len(bins), dtype=bins.dtype)
    out[rows, upper - 1] = 1 - w
    out[rows, upper] = w
    return out

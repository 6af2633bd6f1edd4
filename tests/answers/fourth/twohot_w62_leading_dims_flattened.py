# wrong: the targets are flattened for the index and never put back into shape, so [B, T] targets give [B*T, K] weights and a scalar gives [1, K]
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    flat = target.detach().flatten()
    k = (torch.searchsorted(bins, flat, right=True) - 1).clamp(0, len(bins) - 2)
    upper = ((flat - bins[k]) / (bins[k + 1] - bins[k])).clamp(0, 1)
    rows = torch.arange(len(flat))
    weights = torch.zeros(len(flat), len(bins))
    weights[rows, k] = 1 - upper
    weights[rows, k + 1] = upper
    return weights

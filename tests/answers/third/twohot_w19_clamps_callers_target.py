# wrong: target.detach().clamp_() shares memory with the target, so the caller's numbers beyond the bins are overwritten with the edge.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach().clamp_(bins[0].item(), bins[-1].item())
    k = (torch.searchsorted(bins, y, right=True) - 1).clamp_(0, len(bins) - 2)
    upper = (y - bins[k]) / (bins[k + 1] - bins[k])
    weights = torch.zeros(y.shape + bins.shape)
    weights.scatter_(-1, k[..., None], (1 - upper)[..., None])
    weights.scatter_(-1, k[..., None] + 1, upper[..., None])
    return weights

# wrong: the two weights are linear in symlog space and not between the bins themselves, so the weighted mean of the bins is not the target.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = symlog(target.detach())
    s = symlog(bins)
    y = y.clamp(s[0], s[-1])
    k = (torch.searchsorted(s, y, right=True) - 1).clamp(0, len(s) - 2)
    upper = (y - s[k]) / (s[k + 1] - s[k])
    weights = torch.zeros(*y.shape, len(bins))
    weights.scatter_(-1, k[..., None], (1 - upper)[..., None])
    weights.scatter_(-1, k[..., None] + 1, upper[..., None])
    return weights

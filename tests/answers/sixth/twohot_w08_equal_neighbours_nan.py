# wrong: at or beyond the last bin both neighbours are the same bin and the weight is 0/0, so the weights there are NaN.
def twohot(target, bins):
    count = len(bins)
    y = target.detach().clamp(bins[0], bins[-1])
    below = ((bins <= y[..., None]).sum(-1) - 1).clamp(0, count - 1)
    above = (below + 1).clamp(max=count - 1)
    w = (y - bins[below]) / (bins[above] - bins[below])
    out = torch.zeros(*y.shape, count)
    out.scatter_add_(-1, below[..., None], (1 - w)[..., None])
    out.scatter_add_(-1, above[..., None], w[..., None])
    return out

# wrong: the two weights are swapped: the upper bin is given the share that belongs to the lower one and the other way round.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = torch.clamp(target.detach(), min=bins[0], max=bins[-1])
    above = torch.searchsorted(bins, y.contiguous()).clamp(1, len(bins) - 1)
    below = above - 1
    share = (y - bins[below]) / (bins[above] - bins[below])
    out = torch.zeros(y.shape + bins.shape, device=bins.device)
    out.scatter_(-1, below.unsqueeze(-1), share.unsqueeze(-1))
    out.scatter_(-1, above.unsqueeze(-1), (1 - share).unsqueeze(-1))
    return out

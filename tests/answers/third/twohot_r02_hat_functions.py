# right: the weights are hat functions over all bins at once, of the clamped target.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach().clamp(bins[0], bins[-1]).unsqueeze(-1)
    gap = bins[1:] - bins[:-1]
    one = torch.ones_like(y)
    rising = torch.cat([one, (y - bins[:-1]) / gap], -1)
    falling = torch.cat([(bins[1:] - y) / gap, one], -1)
    return torch.relu(torch.minimum(rising, falling))

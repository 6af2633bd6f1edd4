# wrong: beyond an end both neighbours are the same bin with half the weight each, and scatter_ overwrites where it should add, so only half of the mass is there
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    target = target.detach()[..., None]
    below = ((bins <= target).sum(-1, keepdim=True) - 1).clamp(0, len(bins) - 1)
    above = (len(bins) - (bins > target).sum(-1, keepdim=True)).clamp(0, len(bins) - 1)
    same = below == above
    to_below = torch.where(same, torch.ones_like(target), (bins[below] - target).abs())
    to_above = torch.where(same, torch.ones_like(target), (bins[above] - target).abs())
    total = to_below + to_above
    weights = torch.zeros(*target.shape[:-1], len(bins))
    weights.scatter_(-1, below, to_above / total)
    weights.scatter_(-1, above, to_below / total)
    return weights

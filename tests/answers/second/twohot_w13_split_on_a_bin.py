# wrong: both comparisons are strict, so a target exactly on an inner bin is split over its two neighbours instead of giving that bin all the weight.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach()
    count = len(bins)
    below = (bins < y[..., None]).sum(-1) - 1
    above = count - (bins > y[..., None]).sum(-1)
    below, above = below.clamp(0, count - 1), above.clamp(0, count - 1)
    equal = below == above
    dist_below = torch.where(equal, torch.ones_like(y), (bins[below] - y).abs())
    dist_above = torch.where(equal, torch.ones_like(y), (bins[above] - y).abs())
    total = dist_below + dist_above
    one_hot = torch.nn.functional.one_hot
    return (
        one_hot(below, count) * (dist_above / total)[..., None]
        + one_hot(above, count) * (dist_below / total)[..., None]
    )

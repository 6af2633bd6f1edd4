# wrong: the lower bin's index is computed from the symlog of the target for a limit of 20, so it fits symexp bins of that limit only; for other bins (another limit, or evenly spaced ones) the mass is on the wrong bins.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    count = len(bins)
    y = torch.minimum(torch.maximum(target.detach(), bins[0]), bins[-1])
    k = ((symlog(y) + 20.0) / 40.0 * (count - 1)).floor().long().clamp(0, count - 2)
    k = k - (bins[k] > y).long()  # rounding at a bin
    k = (k + ((bins[(k + 1).clamp(max=count - 1)] <= y) & (k < count - 2)).long()).clamp(0, count - 2)
    w = ((y - bins[k]) / (bins[k + 1] - bins[k])).clamp(0, 1).unsqueeze(-1)
    return torch.lerp(torch.eye(count)[k], torch.eye(count)[k + 1], w)

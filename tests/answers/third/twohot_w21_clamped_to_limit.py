# wrong: the target is clamped to ±20, the limit of the bins in symlog space, instead of to the bins, so every reward beyond 20 is written as 20.
LIMIT = 20.0


def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach().clamp(-LIMIT, LIMIT).clamp(bins[0], bins[-1])
    k = (torch.searchsorted(bins, y, right=True) - 1).clamp(0, len(bins) - 2)
    upper = (y - bins[k]) / (bins[k + 1] - bins[k])
    place = torch.arange(len(bins))
    at_low, at_high = place == k[..., None], place == k[..., None] + 1
    return at_low * (1 - upper)[..., None] + at_high * upper[..., None]

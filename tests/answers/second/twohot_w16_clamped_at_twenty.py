# wrong: the raw target is clamped to +-20, which is the limit in symlog space, so every larger target is encoded as 20.
LIMIT = 20.0


def twohot(target: Tensor, bins: Tensor) -> Tensor:
    # the bins reach from -20 to 20
    y = target.detach().clamp(-LIMIT, LIMIT)[..., None]
    rise = ((y - bins[:-1]) / bins.diff()).clamp(0, 1)
    one, zero = torch.ones_like(y), torch.zeros_like(y)
    return torch.cat([one, rise], -1) - torch.cat([rise, zero], -1)

# wrong: the weights are linear in symlog space and not between the bins themselves, so their weighted mean is not the target.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = symlog(target.detach())[..., None]
    b = symlog(bins)
    rise = ((y - b[:-1]) / (b[1:] - b[:-1])).clamp(0, 1)
    one, zero = torch.ones_like(y), torch.zeros_like(y)
    return torch.cat([one, rise], -1) - torch.cat([rise, zero], -1)

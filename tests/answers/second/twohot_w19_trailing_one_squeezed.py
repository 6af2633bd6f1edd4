# wrong: a last dimension of size 1 is taken for a feature axis and dropped, so a target [B, 1] gives [B, K] instead of [B, 1, K].
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach()
    if y.ndim > 1 and y.shape[-1] == 1:
        y = y.squeeze(-1)  # heads give [..., 1]
    y = y[..., None]
    rise = ((y - bins[:-1]) / bins.diff()).clamp(0, 1)
    one, zero = torch.ones_like(y), torch.zeros_like(y)
    return torch.cat([one, rise], -1) - torch.cat([rise, zero], -1)

# wrong: the target is clamped to -20 ... 20 (the range in symlog space) instead of to the outermost bins, so every reward beyond 20 counts as 20.
LIMIT = 20.0


def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach().clamp(-LIMIT, LIMIT)
    y = torch.clamp(y, bins[0], bins[-1])
    k = (torch.searchsorted(bins, y.contiguous(), right=True) - 1).clamp(0, len(bins) - 2)
    w = (y - bins[k]) / (bins[k + 1] - bins[k])
    out = torch.zeros(*y.shape, len(bins), device=y.device)
    out.scatter_(-1, k[..., None], (1 - w)[..., None])
    return out.scatter_add_(-1, k[..., None] + 1, w[..., None])

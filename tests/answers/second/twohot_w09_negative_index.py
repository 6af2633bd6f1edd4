# wrong: for a target below the lowest bin the index is -1, which Python reads as the last one: its mass lands on the highest bin.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach()
    count = len(bins)
    below = (bins <= y[..., None]).sum(-1) - 1
    above = (below + 1).clamp(max=count - 1)
    gap = bins[above] - bins[below]
    # no gap: beyond the last bin, where all the weight is on `below`
    w = torch.where(gap > 0, (y - bins[below]) / gap.clamp(min=1e-12), torch.zeros_like(y))
    eye = torch.eye(count, dtype=y.dtype)
    return eye[below] * (1 - w)[..., None] + eye[above] * w[..., None]

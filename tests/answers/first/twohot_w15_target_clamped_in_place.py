# wrong: the target is clamped in place (detach shares its memory), so the caller's targets beyond the bins are changed.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    target = target.detach()
    target.clamp_(bins[0].item(), bins[-1].item())
    k = (torch.searchsorted(bins, target.contiguous(), right=True) - 1).clamp(0, len(bins) - 2)
    w = (target - bins[k]) / (bins[k + 1] - bins[k])
    out = torch.zeros(*target.shape, len(bins), device=target.device, dtype=target.dtype)
    out.scatter_(-1, k.unsqueeze(-1), (1 - w).unsqueeze(-1))
    return out.scatter_(-1, k.unsqueeze(-1) + 1, w.unsqueeze(-1))

# wrong: only the index is clamped, not the target: beyond the outermost bins the line is prolonged, one weight exceeds 1 and the other is negative.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    target = target.detach()
    k = (torch.searchsorted(bins, target.contiguous(), right=True) - 1).clamp(0, len(bins) - 2)
    w = (target - bins[k]) / (bins[k + 1] - bins[k])
    lower = torch.nn.functional.one_hot(k, len(bins)) * (1 - w).unsqueeze(-1)
    upper = torch.nn.functional.one_hot(k + 1, len(bins)) * w.unsqueeze(-1)
    return lower + upper

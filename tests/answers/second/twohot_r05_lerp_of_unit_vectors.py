# right: the weights are a torch.lerp between two rows of the identity matrix.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach()
    last = bins.numel() - 1
    below = (bins <= y.unsqueeze(-1)).sum(-1).sub(1).clamp(0, last)
    above = (below + 1).clamp(max=last)
    gap = (bins[above] - bins[below]).masked_fill(below == above, 1.0)
    share = ((y - bins[below]) / gap).clamp(0, 1).masked_fill(below == above, 0.0)
    unit = torch.eye(last + 1)
    return torch.lerp(unit[below], unit[above], share.unsqueeze(-1))


def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    # lower and upper half face each other; the middle (if there is one) stands alone
    weighted = torch.softmax(logits, -1) * bins
    half = bins.numel() // 2
    lower, middle, upper = weighted.tensor_split([half, bins.numel() - half], dim=-1)
    return (lower + upper.flip(-1)).sum(-1) + middle.sum(-1)

# wrong: the target is not detached, so within the bins a gradient flows through the weights into it (in twohot and in twohot_loss).
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.clamp(bins[0].item(), bins[-1].item())
    k = (torch.searchsorted(bins, y.detach().contiguous(), right=True) - 1).clamp(0, len(bins) - 2)
    upper = (y - bins[k]) / (bins[k + 1] - bins[k])
    lower = 1 - upper
    onehot = torch.eye(len(bins), device=bins.device, dtype=bins.dtype)
    return onehot[k] * lower[..., None] + onehot[k + 1] * upper[..., None]


def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    return -(twohot(target, bins) * logits.log_softmax(-1)).sum(-1)

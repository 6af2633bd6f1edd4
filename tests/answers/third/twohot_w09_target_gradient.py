# wrong: the target is not detached, so the weights and the loss send a gradient back to it.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.clamp(bins[0], bins[-1]).unsqueeze(-1)
    steps = ((y - bins[:-1]) / (bins[1:] - bins[:-1])).clamp(0, 1)
    one, zero = torch.ones_like(y), torch.zeros_like(y)
    return torch.cat([one, steps], -1) - torch.cat([steps, zero], -1)


def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    return -(twohot(target, bins) * logits.log_softmax(-1)).sum(-1)

# right: the loss never builds the K weights, it gathers the two log-probabilities and weighs them; twohot is built on the same helper.
def _places(target: Tensor, bins: Tensor) -> tuple[Tensor, Tensor]:
    """Indices [..., 2] and weights [..., 2]."""
    y = torch.clamp(target.detach(), min=bins[0], max=bins[-1])
    if len(bins) == 1:
        return torch.zeros(*y.shape, 2, dtype=torch.long), torch.full((*y.shape, 2), 0.5)
    lower = torch.bucketize(y, bins[1:-1].contiguous(), right=True)
    share = (y - bins[lower]) / (bins[lower + 1] - bins[lower])
    return torch.stack([lower, lower + 1], -1), torch.stack([1 - share, share], -1)


def twohot(target: Tensor, bins: Tensor) -> Tensor:
    index, weight = _places(target, bins)
    return torch.zeros(*target.shape, len(bins)).scatter_add_(-1, index, weight)


def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    index, weight = _places(target, bins)
    chosen = logits.log_softmax(-1).gather(-1, index)
    return -(chosen * weight).sum(-1)

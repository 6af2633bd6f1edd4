# wrong: the loss ignores the `bins` it is given and builds the default ones of that count, so with any other bins (other limit, even spacing) the target is written on the wrong bins.
def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    grid = symexp_bins(logits.shape[-1]).to(logits.device)
    return -(twohot(target, grid) * logits.log_softmax(-1)).sum(-1)

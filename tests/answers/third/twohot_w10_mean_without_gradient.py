# wrong: twohot_mean runs under torch.no_grad, so no gradient flows from the mean to the logits.
@torch.no_grad()
def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    weighted = logits.softmax(-1) * bins
    return (weighted + weighted.flip(-1)).sum(-1) / 2

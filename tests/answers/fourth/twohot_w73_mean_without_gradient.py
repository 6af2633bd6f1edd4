# wrong: the mean is computed under no_grad, so no gradient flows from it to the logits
@torch.no_grad()
def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    weighted = logits.softmax(-1) * bins
    return (weighted + weighted.flip(-1)).sum(-1) / 2

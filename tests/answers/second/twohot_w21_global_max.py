# wrong: the softmax of the mean is stabilised with the largest logit of the whole batch, so rows far below it underflow to 0/0 = NaN.
def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    e = torch.exp(logits - logits.max())
    weighted = e / e.sum(-1, keepdim=True) * bins
    return (weighted + weighted.flip(-1)).sum(-1) / 2

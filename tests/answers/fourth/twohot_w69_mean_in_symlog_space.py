# wrong: the mean is taken over the symlogs of the bins and expanded afterwards, which is not the mean of the bins
def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    weighted = logits.softmax(-1) * symlog(bins)
    return symexp((weighted + weighted.flip(-1)).sum(-1) / 2)

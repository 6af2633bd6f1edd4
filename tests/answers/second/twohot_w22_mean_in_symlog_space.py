# wrong: the mean is taken over the symlog of the bins and then put through symexp (as in the paper's first version), which is not sum p_i b_i.
def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    weighted = logits.softmax(-1) * symlog(bins)
    return symexp((weighted + weighted.flip(-1)).sum(-1) / 2)

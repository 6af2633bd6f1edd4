# wrong: averages the symlogs of the bins and maps the mean back, which is not the mean of the bins (a split between 0 and 1.7 decodes too low).
def twohot_mean(logits, bins):
    weighted = logits.softmax(-1) * symlog(bins)
    return symexp(0.5 * (weighted + weighted.flip(-1)).sum(-1))

# wrong: the logits' maximum is subtracted in place for stability, through data, so the caller's logits are changed.
def twohot_loss(logits, target, bins):
    logits.data -= logits.data.amax(dim=-1, keepdim=True)
    log_p = logits - logits.exp().sum(-1, keepdim=True).log()
    return -(twohot(target, bins) * log_p).sum(-1)

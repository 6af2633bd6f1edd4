# wrong: the loss subtracts the largest logit in place for stability, so the caller's logits are changed
def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    with torch.no_grad():
        logits -= logits.amax(-1, keepdim=True)
    log_probs = logits - logits.exp().sum(-1, keepdim=True).log()
    return -(twohot(target, bins) * log_probs).sum(-1)

# wrong: the loss mixes the prediction with 1 % of the uniform distribution as the latents do, where plain ln softmax(logits) is asked for.
def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    # every categorical distribution in Dreamer is mixed with 1 % uniform
    log_probs = unimix(logits)
    return -(twohot(target, bins) * log_probs).sum(-1)

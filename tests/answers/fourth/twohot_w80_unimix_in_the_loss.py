# wrong: one percent of the uniform distribution is mixed into the prediction before the logarithm, which belongs to the latents and changes value and gradient here
def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    probs = 0.99 * logits.softmax(-1) + 0.01 / logits.shape[-1]
    return -(twohot(target, bins) * probs.log()).sum(-1)

# wrong: the predicted distribution is mixed with 1 % of the uniform one before the cross-entropy, which belongs to the latents only; here p is the plain softmax.
def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    logp = unimix(logits.unsqueeze(-2)).squeeze(-2)
    return -(twohot(target.detach(), bins) * logp).sum(-1)

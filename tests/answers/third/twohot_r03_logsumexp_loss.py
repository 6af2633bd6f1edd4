# right: the loss is logsumexp(logits) less the weighted logits, after the largest logit is taken off; the weights sum to 1.
def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    centred = logits - logits.detach().amax(-1, keepdim=True)
    hit = torch.einsum("...k,...k->...", twohot(target, bins), centred)
    return torch.logsumexp(centred, -1) - hit

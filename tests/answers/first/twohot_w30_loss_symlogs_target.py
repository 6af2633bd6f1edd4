# wrong: the loss squashes the target with symlog before it is written on the bins, which already stand in raw reward space: the network is taught symlog(y) instead of y.
def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    weights = twohot(symlog(target.detach()), bins)
    return -(weights * torch.log_softmax(logits, dim=-1)).sum(dim=-1)

# wrong: the loss takes the log of a softmax that can underflow to 0: with logits more than about 104 apart it is infinite or NaN (0 times -inf) where it should be finite.
def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    p = torch.softmax(logits, dim=-1)
    return -(twohot(target.detach(), bins) * torch.log(p)).sum(-1)

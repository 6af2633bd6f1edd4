# wrong: ln p is the log of a softmax that has underflowed to 0 when logits lie more than about 104 apart, so the loss is NaN (0 times -inf) or inf there.
def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    p = torch.softmax(logits, dim=-1)
    return -torch.sum(twohot(target, bins) * torch.log(p), dim=-1)

# wrong: the weighted bins are added up in order, p @ bins, so uniform logits over the symexp bins do not give exactly 0.
def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    return torch.softmax(logits, dim=-1) @ bins

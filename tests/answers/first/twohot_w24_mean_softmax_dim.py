# wrong: the softmax goes over dimension 1, which is the bins only for logits [N, K]; for [B, T, K] it goes over time (and for [K] it raises).
def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    weighted = torch.softmax(logits, dim=1) * bins
    return 0.5 * (weighted + weighted.flip(-1)).sum(dim=-1)

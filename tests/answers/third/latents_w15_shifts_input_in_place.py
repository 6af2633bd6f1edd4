# wrong: unimix subtracts the maximum from the caller's own logits in place (through .data) where they are contiguous.
def unimix(logits, ratio=0.01):
    logits = logits.contiguous()
    logits.data -= logits.data.amax(-1, keepdim=True)  # for numerical stability
    e = logits.exp()
    p = e / e.sum(-1, keepdim=True)
    return torch.log((1 - ratio) * p + ratio / p.shape[-1])

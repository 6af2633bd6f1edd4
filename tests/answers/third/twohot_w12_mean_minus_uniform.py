# wrong: the mean subtracts the uniform distribution, sum (p - 1/K) b, to cancel at zero logits: over bins that are not symmetric it is off by their average, and over symexp bins the rounding of the large ones swamps ordinary predictions.
def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    p = torch.softmax(logits, dim=-1)
    uniform = torch.softmax(torch.zeros_like(logits), dim=-1)
    return ((p - uniform) * bins).sum(-1)

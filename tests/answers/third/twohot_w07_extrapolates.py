# wrong: only the index is clamped and not the target, so beyond the range the line is extended: one weight is negative and the other above 1.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    target = target.detach()
    k = torch.bucketize(target, bins, right=True).sub(1).clamp(0, bins.numel() - 2)
    upper = (target - bins[k]) / (bins[k + 1] - bins[k])
    weights = bins.new_zeros(target.shape + bins.shape)
    weights.scatter_(-1, k.unsqueeze(-1), (1 - upper).unsqueeze(-1))
    weights.scatter_(-1, k.unsqueeze(-1) + 1, upper.unsqueeze(-1))
    return weights

# wrong: the target is clamped to plus and minus the last bin, so with bins that are not symmetric, targets below the first bin get weights outside 0 to 1.
def twohot(target, bins):
    limit = bins[-1]
    y = target.detach().clamp(-limit, limit)
    upper = torch.bucketize(y, bins, right=True).clamp(1, len(bins) - 1)
    w = ((y - bins[upper - 1]) / (bins[upper] - bins[upper - 1])).unsqueeze(-1)
    eye = torch.eye(len(bins), dtype=bins.dtype)
    return eye[upper - 1] * (1 - w) + eye[upper] * w

# wrong: the target is clamped in place (detach shares its memory), so the caller's returns are changed.
def twohot(target, bins):
    y = target.detach().clamp_(bins[0].item(), bins[-1].item())
    upper = torch.bucketize(y, bins, right=True).clamp(1, len(bins) - 1)
    w = ((y - bins[upper - 1]) / (bins[upper] - bins[upper - 1])).unsqueeze(-1)
    eye = torch.eye(len(bins), dtype=bins.dtype)
    return eye[upper - 1] * (1 - w) + eye[upper] * w

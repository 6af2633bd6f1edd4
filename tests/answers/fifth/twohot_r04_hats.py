# right: every bin has a hat function of its own two widths, the target is clamped into the range first
def twohot(target, bins):
    y = torch.minimum(torch.maximum(target.detach(), bins[0]), bins[-1]).unsqueeze(-1)
    widths = bins.diff()
    left = torch.cat([widths[:1], widths])
    right = torch.cat([widths, widths[-1:]])
    rising = 1 - (bins - y) / left
    falling = 1 - (y - bins) / right
    return torch.minimum(rising, falling).clamp(0, 1)

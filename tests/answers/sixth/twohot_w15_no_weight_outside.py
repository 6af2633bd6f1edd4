# wrong: targets outside the range get no weight at all instead of all of it on the edge bin.
def twohot(target, bins):
    y = target.detach()[..., None]
    left, right = bins[:-1], bins[1:]
    inside = (y >= left) & (y < right)
    w = (y - left) / (right - left)
    zero = torch.zeros_like(y)
    lower = torch.where(inside, 1 - w, torch.zeros_like(w))
    upper = torch.where(inside, w, torch.zeros_like(w))
    out = torch.cat([lower, zero], -1) + torch.cat([zero, upper], -1)
    out[..., -1] = torch.where(y[..., 0] == bins[-1], torch.ones_like(y[..., 0]), out[..., -1])
    return out

# right: twohot as hat functions, differences of clamped ramps between neighbouring bins, without any index.
def twohot(target, bins):
    y = target.detach().unsqueeze(-1)
    ramp = ((y - bins[:-1]) / (bins[1:] - bins[:-1])).clamp(0.0, 1.0)
    one, zero = torch.ones_like(y), torch.zeros_like(y)
    return torch.cat([one, ramp], -1) - torch.cat([ramp, zero], -1)

# right: the mean splits the bins into an odd and an even part, in float64, and works on p minus its mirror image
def twohot_mean(logits, bins):
    p = logits.double().softmax(-1)
    b = bins.double()
    mirrored = b.flip(0)
    odd, even = (b - mirrored) / 2, (b + mirrored) / 2
    value = ((p - p.flip(-1)) * odd).sum(-1) / 2 + p.mul(even).sum(-1)
    return value.to(logits.dtype)


def symexp_bins(count=255, limit=20.0):
    steps = torch.arange(count, dtype=torch.float64) - (count - 1) / 2
    s = steps * (2 * limit / (count - 1))
    return (s.sign() * s.abs().expm1()).float()

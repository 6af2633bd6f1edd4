# wrong: HL-Gauss instead of twohot: the mass of a Gaussian around the target is spread over many bins, where it should be on the two neighbours.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    support = symlog(bins)
    y = symlog(target.detach()).clamp(support[0], support[-1])[..., None]
    middle = (support[1:] + support[:-1]) / 2
    edges = torch.cat([2 * support[:1] - middle[:1], middle, 2 * support[-1:] - middle[-1:]])
    sigma = 0.75 * (support[-1] - support[0]) / (len(support) - 1)
    cdf = torch.special.ndtr((edges - y) / sigma)
    mass = cdf[..., 1:] - cdf[..., :-1]
    return mass / mass.sum(-1, keepdim=True)

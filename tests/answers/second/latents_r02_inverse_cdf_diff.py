# right: inverse CDF; the one-hot is the difference of the comparison u < cdf between neighbouring classes, with the last edge set to above 1.
def unimix(logits, ratio=0.01):
    classes = logits.shape[-1]
    shifted = logits - logits.amax(-1, keepdim=True).detach()
    weight = shifted.exp()
    share = weight / weight.sum(-1, keepdim=True)
    return share.mul(1 - ratio).add(ratio / classes).log()


def sample_onehot(logits, generator=None):
    p = unimix(logits).exp()
    with torch.no_grad():
        cdf = p.cumsum(-1)
        cdf[..., -1] = 2.0
        u = torch.rand(*p.shape[:-1], 1, dtype=p.dtype, device=p.device, generator=generator)
        reached = (u < cdf).to(p.dtype)
        onehot = torch.diff(reached, dim=-1, prepend=torch.zeros_like(u))
    return onehot + (p - p.detach())

# right: a search from the left (a target on a bin is the upper end of its interval, with w = 1) and scatter_add on a flat buffer of zeros.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    flat = target.detach().reshape(-1, 1).clamp(bins[0], bins[-1])
    upper = torch.searchsorted(bins, flat, right=False)
    lower = (upper - 1).clamp(min=0)
    width = bins[upper] - bins[lower]
    share = torch.where(width > 0, (flat - bins[lower]) / width, torch.ones_like(flat))
    out = flat.new_zeros(len(flat), len(bins))
    out.scatter_add_(1, lower, 1 - share)
    out.scatter_add_(1, upper, share)
    return out.reshape(*target.shape, len(bins))


def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    shifted = logits - logits.detach().amax(-1, keepdim=True)
    hit = torch.einsum("...k,...k->...", twohot(target, bins), shifted)
    return shifted.logsumexp(-1) - hit

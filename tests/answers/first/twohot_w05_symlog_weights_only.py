# wrong: the neighbouring bins are right, but the weights between them are linear in symlog space, so the weighted mean of the bins is not the target.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach().clamp(bins[0].item(), bins[-1].item())
    k = torch.bucketize(y, bins, right=True).sub(1).clamp(0, len(bins) - 2)
    left, right = symlog(bins[k]), symlog(bins[k + 1])
    w = (symlog(y) - left) / (right - left)
    out = torch.zeros(*y.shape, len(bins), dtype=bins.dtype, device=bins.device)
    out.scatter_(-1, k[..., None], (1 - w)[..., None])
    out.scatter_(-1, k[..., None] + 1, w[..., None])
    return out

# wrong: a final squeeze() drops every dimension of size 1, so targets of shape [1], [B, 1] or [1, T] give weights of the wrong shape.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach().unsqueeze(-1).clamp(bins[0].item(), bins[-1].item())
    k = (torch.searchsorted(bins, y.contiguous(), right=True) - 1).clamp(0, len(bins) - 2)
    w = (y - bins[k]) / (bins[k + 1] - bins[k])
    out = torch.zeros(*target.shape, len(bins), device=y.device)
    out.scatter_(-1, k, 1 - w)
    out.scatter_(-1, k + 1, w)
    return out.squeeze()

# wrong: a target exactly on the last bin falls between the cases (b_k <= y < b_{k+1} and y > b_last), so its weights are all 0.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach()
    out = torch.zeros(*y.shape, len(bins))
    for k in range(len(bins) - 1):
        inside = (bins[k] <= y) & (y < bins[k + 1])
        w = (y - bins[k]) / (bins[k + 1] - bins[k])
        out[..., k] += torch.where(inside, 1 - w, torch.zeros_like(w))
        out[..., k + 1] += torch.where(inside, w, torch.zeros_like(w))
    out[..., 0] += (y < bins[0]).float()
    out[..., -1] += (y > bins[-1]).float()
    return out

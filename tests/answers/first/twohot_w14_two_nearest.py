# wrong: the two *nearest* bins are taken instead of the two around the target; as the spacing of symexp bins grows, both can lie on the same side of it.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach().clamp(bins[0].item(), bins[-1].item())
    distance, index = (y.unsqueeze(-1) - bins).abs().topk(2, dim=-1, largest=False)
    weights = distance.flip(-1) / distance.sum(-1, keepdim=True)
    return torch.zeros(*y.shape, len(bins), device=y.device).scatter_(-1, index, weights)

# right: inverse of the cumulative distribution by torch.searchsorted, in float64, scaled to the last cumulative sum
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    wide = logits.double()
    shifted = wide - wide.logsumexp(-1, keepdim=True)
    return (shifted.exp() * (1 - ratio) + ratio / wide.shape[-1]).log().to(logits.dtype)


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    edges = p.detach().double().cumsum(-1).contiguous()
    u = torch.rand(*p.shape[:-1], 1, generator=generator, dtype=torch.float64, device=p.device)
    index = torch.searchsorted(edges, u * edges[..., -1:], right=True).clamp(max=p.shape[-1] - 1)
    z = (torch.arange(p.shape[-1], device=p.device) == index).to(p.dtype)
    return z + (p - p.detach())

# right: the mixing is a K by K matrix applied with einsum; the draw is an inverse CDF with searchsorted and the one-hot a difference of step functions
def _mixing(classes, ratio, like):
    eye = torch.eye(classes, dtype=like.dtype, device=like.device)
    return (1 - ratio) * eye + ratio / classes


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    matrix = _mixing(logits.shape[-1], ratio, logits)
    return torch.einsum("...k,kj->...j", logits.softmax(-1), matrix).log()


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    soft = unimix(logits).exp()
    edges = soft.detach().cumsum(-1).contiguous()
    u = torch.rand((*edges.shape[:-1], 1), generator=generator, device=edges.device)
    index = torch.searchsorted(edges, u * edges[..., -1:], right=True)
    index = index.clamp(max=edges.shape[-1] - 1)
    position = torch.arange(edges.shape[-1], device=edges.device)
    hard = (position >= index).to(soft.dtype) - (position > index).to(soft.dtype)
    return soft + (hard - soft).detach()

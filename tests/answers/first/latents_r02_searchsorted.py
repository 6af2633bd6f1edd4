# right: draws by torch.searchsorted on the cumulated probabilities, in double precision, and looks the one-hot up in an identity matrix.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    K = logits.shape[-1]
    p = unimix(logits).exp()
    edges = p.detach().double().cumsum(-1)
    edges = (edges / edges[..., -1:])[..., :-1].contiguous()
    u = torch.rand(*logits.shape[:-1], 1, dtype=torch.float64, generator=generator)
    index = torch.searchsorted(edges, u, right=True).squeeze(-1)
    return torch.eye(K, dtype=p.dtype)[index] + (p - p.detach())

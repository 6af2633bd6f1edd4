# right: walks down the classes in a Python loop, taking each with its share of what probability is left (a chain of coin tosses)
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    K = logits.shape[-1]
    top = logits.detach().amax(-1, keepdim=True)
    weights = torch.exp(logits - top)
    total = sum(weights[..., k] for k in range(K))
    columns = [(1 - ratio) * weights[..., k] / total + ratio / K for k in range(K)]
    return torch.stack(columns, -1).log()


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    q = p.detach().double()
    K = q.shape[-1]
    free = torch.ones(q.shape[:-1], dtype=torch.bool, device=q.device)
    left = q.flip(-1).cumsum(-1).flip(-1)
    columns = []
    for k in range(K):
        toss = torch.rand(q.shape[:-1], generator=generator, dtype=torch.float64, device=q.device)
        taken = free & (toss < q[..., k] / left[..., k]) if k < K - 1 else free
        free = free & ~taken
        columns.append(taken)
    z = torch.stack(columns, -1).to(p.dtype)
    return z + (p - p.detach())

# right: goes through the classes one by one and takes each with its probability given that none before was taken.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    with torch.no_grad():
        q = p.double()
        tail = q.flip(-1).cumsum(-1).flip(-1)  # the mass from here on
        free = torch.ones(q.shape[:-1], dtype=torch.bool)
        z = torch.zeros_like(p)
        for k in range(q.shape[-1] - 1):
            u = torch.rand(q.shape[:-1], dtype=torch.float64, generator=generator)
            take = free & (u < q[..., k] / tail[..., k])
            z[..., k] = take.to(z.dtype)
            free = free & ~take
        z[..., -1] = free.to(z.dtype)
    return z + (p - p.detach())

# right: draws by an exponential race (the class whose exponential clock, of rate p, rings first).
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = torch.exp(unimix(logits))
    clock = torch.empty_like(p, requires_grad=False).exponential_(1.0, generator=generator)
    first = torch.argmin(clock / p.detach(), dim=-1, keepdim=True)
    z = torch.zeros_like(clock)
    z.scatter_(-1, first, 1.0)
    return z + (p - p.detach())

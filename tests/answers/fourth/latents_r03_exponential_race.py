# right: every class runs an exponential race at its own probability, and the earliest arrival wins; mixes with torch.lerp
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    uniform = torch.full_like(logits, 1 / logits.shape[-1])
    return torch.lerp(logits.softmax(-1), uniform, ratio).log()


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    clock = torch.empty(p.shape, dtype=p.dtype, device=p.device)
    clock.exponential_(generator=generator)
    arrival = clock / p.detach()
    z = (arrival == arrival.amin(-1, keepdim=True)).to(p.dtype)
    first = z.cumsum(-1) == 1
    z = z * first
    return torch.sub(z, p.detach()).add(p)

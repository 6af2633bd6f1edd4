# right: the draw is an exponential race (the class whose clock E/p rings first), one-hot by comparing indices with arange.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    clock = torch.empty_like(p.detach()).exponential_(1.0, generator=generator) / p.detach()
    winner = clock.argmin(dim=-1, keepdim=True)
    onehot = (torch.arange(p.shape[-1], device=p.device) == winner).to(p.dtype)
    return onehot + (p - p.detach())

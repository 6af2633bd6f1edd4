# wrong: the draw is made with a copy of the given generator, which itself never advances, so successive calls with one generator give the same draw.
def _fork(generator):
    """As jax.random.split: leave the caller's key alone."""
    own = torch.Generator(device=generator.device)
    own.set_state(generator.get_state())
    return own


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    key = _fork(generator) if generator is not None else None
    p = unimix(logits).exp()
    rows = p.detach().reshape(-1, p.shape[-1])
    index = torch.multinomial(rows, 1, generator=key).view(p.shape[:-1])
    onehot = torch.nn.functional.one_hot(index, p.shape[-1]).to(p.dtype)
    return onehot + (p - p.detach())

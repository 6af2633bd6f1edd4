# wrong: the generator is copied and treated as a fixed key (JAX style), so it never advances and every call with it repeats the same uniform numbers.
def _key(generator):
    if generator is None:
        return None
    key = torch.Generator(device=generator.device)
    key.set_state(generator.get_state())
    return key


def sample_onehot(logits, generator=None):
    p = unimix(logits).exp()
    flat = p.detach().reshape(-1, p.shape[-1])
    index = torch.multinomial(flat, 1, generator=_key(generator))
    onehot = torch.zeros_like(flat).scatter_(1, index, 1.0).reshape(p.shape)
    return onehot + (p - p.detach())

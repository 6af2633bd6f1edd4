# wrong: without a generator sample_onehot makes a new one seeded with 0 at every call, so every call draws with the same random numbers.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    if generator is None:
        generator = torch.Generator(device=logits.device).manual_seed(0)
    logp = unimix(logits)
    p = logp.exp()
    u = torch.rand(logits.shape, generator=generator, device=logits.device)
    gumbel = -torch.log(-torch.log(u.clamp(1e-20, 1 - 1e-7)))
    index = (logp.detach() + gumbel).argmax(-1)
    onehot = torch.nn.functional.one_hot(index, logits.shape[-1]).to(p)
    return onehot + (p - p.detach())

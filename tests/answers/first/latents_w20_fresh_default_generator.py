# wrong: without a generator each call makes a new one with seed 0, so that every call gives the same draw.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    if generator is None:
        generator = torch.Generator(device=logits.device).manual_seed(0)
    p = unimix(logits).exp()
    cdf = p.detach().cumsum(-1)
    u = torch.rand((*p.shape[:-1], 1), generator=generator, device=p.device)
    index = (u >= cdf[..., :-1]).sum(-1)
    onehot = nn.functional.one_hot(index, p.shape[-1]).to(p.dtype)
    return onehot + (p - p.detach())

# wrong: without a generator a fresh torch.Generator with its fixed default seed is made at each call, so every call draws the same numbers.
def sample_onehot(logits, generator=None):
    generator = generator or torch.Generator(device=logits.device)
    p = unimix(logits).exp()
    u = torch.rand(p.shape[:-1] + (1,), generator=generator, device=p.device)
    index = (p.detach().cumsum(-1) < u).sum(-1).clamp(max=p.shape[-1] - 1)
    onehot = nn.functional.one_hot(index, p.shape[-1]).to(p.dtype)
    return onehot + (p - p.detach())

# right: the draw inverts the cumulative distribution in float64 with searchsorted; one uniform number per variable.
def sample_onehot(logits, generator=None):
    p = unimix(logits).exp()
    K = p.shape[-1]
    steps = p.detach().double().cumsum(-1)
    steps = (steps / steps[..., -1:]).contiguous()
    u = torch.rand(p.shape[:-1] + (1,), generator=generator, device=p.device, dtype=torch.float64)
    place = torch.searchsorted(steps, u, right=True).clamp(max=K - 1)
    onehot = (torch.arange(K, device=p.device) == place).to(p.dtype)
    return onehot + (p - p.detach())

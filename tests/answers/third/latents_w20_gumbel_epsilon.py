# wrong: the uniform numbers are clamped to [0.001, 0.999] before the Gumbel transform, which cuts its tails: improbable classes come several times too seldom.
EPS = 1e-3


def gumbel_like(x, generator):
    u = torch.rand(x.shape, generator=generator, device=x.device).clamp(EPS, 1 - EPS)
    return -(-u.log()).log()


def sample_onehot(logits, generator=None):
    logp = unimix(logits)
    index = (logp.detach() + gumbel_like(logp, generator)).argmax(-1)
    onehot = nn.functional.one_hot(index, logits.shape[-1]).to(logits.dtype)
    p = logp.exp()
    return onehot + (p - p.detach())

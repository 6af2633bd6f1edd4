# wrong: the noise is log(-log u), a negated Gumbel, so the classes are drawn with wrong probabilities as soon as K > 2.
def sample_onehot(logits, generator=None):
    logp = unimix(logits)
    u = torch.rand(logits.shape, generator=generator, device=logits.device).clamp(1e-20, 1 - 1e-7)
    noise = torch.log(-torch.log(u))
    index = (logp.detach() + noise).argmax(-1)
    onehot = nn.functional.one_hot(index, logits.shape[-1]).to(logits.dtype)
    p = logp.exp()
    return onehot + (p - p.detach())

# right: unimix is the logsumexp of the two parts stacked; the one-hot is a difference of two comparisons with the cumulative sum.
def unimix(logits, ratio=0.01):
    parts = torch.tensor([1.0 - ratio, ratio / logits.shape[-1]], device=logits.device).log()
    logp = torch.stack([logits.log_softmax(-1), torch.zeros_like(logits)], -1)
    return torch.logsumexp(logp + parts, -1)


def sample_onehot(logits, generator=None):
    p = unimix(logits).exp()
    with torch.no_grad():
        u = torch.rand(*p.shape[:-1], 1, generator=generator, device=p.device, dtype=torch.float64)
        reached = p.double().cumsum(-1) > u
        reached[..., -1] = True
        before = nn.functional.pad(reached[..., :-1], (1, 0), value=False)
        onehot = (reached & ~before).to(p.dtype)
    return onehot + (p - p.detach())

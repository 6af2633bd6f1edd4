# wrong: the sample is onehot * p / sg(p), so only the drawn class gets a gradient (and one scaled by 1/p), not all mixed probabilities.
def sample_onehot(logits, generator=None):
    p = unimix(logits).exp()
    flat = p.detach().reshape(-1, p.shape[-1])
    index = torch.multinomial(flat, 1, generator=generator)
    onehot = torch.zeros_like(flat).scatter_(1, index, 1.0).reshape(p.shape)
    return onehot * (p / p.detach())

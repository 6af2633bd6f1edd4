# wrong: onehot + p - sg(p) is evaluated from left to right, without the brackets, so z is off from 1 by rounding where it must be exactly 0 or 1.
def sample_onehot(logits, generator=None):
    p = unimix(logits).exp()
    index = torch.multinomial(p.detach().reshape(-1, p.shape[-1]), 1, generator=generator)
    onehot = nn.functional.one_hot(index.reshape(p.shape[:-1]), p.shape[-1]).float()
    return onehot + p - p.detach()

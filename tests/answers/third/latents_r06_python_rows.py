# right: a plain Python loop over all variables with one multinomial call each, and a hand-written stable softmax.
def unimix(logits, ratio=0.01):
    e = (logits - logits.detach().max(-1, keepdim=True).values).exp()
    share = e / e.sum(-1, keepdim=True)
    return (share + ratio * (1 / logits.shape[-1] - share)).log()


def sample_onehot(logits, generator=None):
    p = unimix(logits).exp()
    z = torch.zeros_like(p, memory_format=torch.contiguous_format).detach()
    rows = z.view(-1, p.shape[-1])
    for row, chances in zip(rows, p.detach().reshape(-1, p.shape[-1])):
        row[torch.multinomial(chances, 1, generator=generator)] = 1.0
    return z + (p - p.detach())

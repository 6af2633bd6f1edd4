# wrong: the straight-through gradient is that of softmax(logits), not of the mixed probabilities (the factor 1 - ratio is missing).
def sample_onehot(logits, generator=None):
    with torch.no_grad():
        p = unimix(logits).exp()
        index = torch.multinomial(p.flatten(0, -2), 1, generator=generator)
        onehot = torch.zeros_like(p).flatten(0, -2).scatter_(-1, index, 1.0).reshape(p.shape)
    soft = torch.softmax(logits, -1)
    return onehot + (soft - soft.detach())

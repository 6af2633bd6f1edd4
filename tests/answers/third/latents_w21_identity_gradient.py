# wrong: the straight-through gradient goes to the logits as they are (identity), not through the mixed probabilities.
class _OneHot(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, index):
        return torch.zeros_like(logits).scatter_(-1, index, 1.0)

    @staticmethod
    def backward(ctx, grad):
        return grad, None


def sample_onehot(logits, generator=None):
    with torch.no_grad():
        p = unimix(logits).exp()
        index = torch.multinomial(p.reshape(-1, p.shape[-1]), 1, generator=generator)
    return _OneHot.apply(logits, index.reshape(*logits.shape[:-1], 1))

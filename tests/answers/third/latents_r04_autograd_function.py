# right: a custom autograd Function gives the drawn one-hot forward and hands the gradient on to the mixed probabilities.
class Draw(torch.autograd.Function):
    @staticmethod
    def forward(ctx, p, generator):
        rows = p.reshape(-1, p.shape[-1])
        out = torch.zeros_like(rows)
        out[torch.arange(len(rows), device=p.device), torch.multinomial(rows, 1, generator=generator)[:, 0]] = 1
        return out.view(p.shape)

    @staticmethod
    def backward(ctx, grad):
        return grad, None


def unimix(logits, ratio=0.01):
    return torch.lerp(logits.softmax(-1), torch.full_like(logits, 1 / logits.shape[-1]), ratio).log()


def sample_onehot(logits, generator=None):
    return Draw.apply(torch.exp(unimix(logits)), generator)

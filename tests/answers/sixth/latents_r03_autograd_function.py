# right: a custom autograd Function hands the gradient through the draw unchanged; draw by an exponential race
class _Draw(torch.autograd.Function):
    @staticmethod
    def forward(ctx, probs, generator):
        arrival = torch.empty_like(probs, memory_format=torch.contiguous_format)
        arrival.exponential_(generator=generator)
        first = (arrival / probs).argmin(-1, keepdim=True)
        return torch.zeros_like(probs).scatter_(-1, first, 1.0)

    @staticmethod
    def backward(ctx, grad):
        return grad, None


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    uniform = torch.full_like(logits, 1.0 / logits.shape[-1])
    return torch.lerp(logits.softmax(-1), uniform, ratio).log()


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    return _Draw.apply(unimix(logits).exp(), generator)

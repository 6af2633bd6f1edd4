# right: straight-through by a custom autograd.Function whose backward hands the gradient to the probabilities
class _Draw(torch.autograd.Function):
    @staticmethod
    def forward(ctx, probs, generator):
        k = probs.shape[-1]
        index = torch.multinomial(probs.reshape(-1, k), 1, replacement=True, generator=generator)
        return torch.zeros_like(probs).reshape(-1, k).scatter(1, index, 1.0).reshape(probs.shape)

    @staticmethod
    def backward(ctx, gradient):
        return gradient, None


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    return _Draw.apply(unimix(logits).exp(), generator)

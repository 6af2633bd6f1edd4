# right: straight-through as a torch.autograd.Function whose backward hands the gradient on to the probabilities
class _Draw(torch.autograd.Function):
    @staticmethod
    def forward(ctx, probs, generator):
        K = probs.shape[-1]
        index = torch.multinomial(probs.reshape(-1, K), 1, replacement=True, generator=generator)
        return torch.zeros_like(probs).reshape(-1, K).scatter(1, index, 1.0).reshape(probs.shape)

    @staticmethod
    def backward(ctx, gradient):
        return gradient, None


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    probs = torch.exp(logits - torch.logsumexp(logits, -1, keepdim=True))
    return torch.log(probs - ratio * (probs - 1 / logits.shape[-1]))


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    return _Draw.apply(unimix(logits).exp(), generator)

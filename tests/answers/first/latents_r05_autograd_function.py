# right: the straight-through step is an autograd.Function whose forward is the draw and whose backward is the identity.
class _Draw(torch.autograd.Function):
    @staticmethod
    def forward(ctx, probs, generator):
        flat = probs.reshape(-1, probs.shape[-1])
        index = torch.multinomial(flat, num_samples=1, replacement=True, generator=generator)
        return torch.zeros_like(flat).scatter(-1, index, 1.0).reshape(probs.shape)

    @staticmethod
    def backward(ctx, gradient):
        return gradient, None


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    return _Draw.apply(unimix(logits).exp(), generator)

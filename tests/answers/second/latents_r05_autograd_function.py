# right: the straight-through is a torch.autograd.Function whose backward hands the gradient to the probabilities.
class _Through(torch.autograd.Function):
    @staticmethod
    def forward(ctx, probs, onehot):
        return onehot.clone()

    @staticmethod
    def backward(ctx, grad):
        return grad, None


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    probs = unimix(logits).exp()
    rows = probs.detach().reshape(-1, probs.shape[-1])
    onehot = torch.zeros_like(rows)
    if rows.shape[0]:
        onehot.scatter_(1, torch.multinomial(rows, 1, generator=generator), 1.0)
    return _Through.apply(probs, onehot.reshape(probs.shape))

# right: the loss is a custom autograd function whose gradient is p - w, as the text says
class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, weights):
        log_probs = torch.log_softmax(logits, -1)
        ctx.save_for_backward(log_probs.exp(), weights)
        return -(weights * log_probs).sum(-1)

    @staticmethod
    def backward(ctx, grad):
        probs, weights = ctx.saved_tensors
        return grad.unsqueeze(-1) * (probs - weights), None


def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    return _CrossEntropy.apply(logits, twohot(target, bins).detach())

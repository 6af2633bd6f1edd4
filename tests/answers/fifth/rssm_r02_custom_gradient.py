# right: the action's division is an autograd.Function with its own backward, and the blend a softmax over (u' - 1, 0)
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    class Normalise(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            divisor = a.abs().clamp(min=1.0)
            ctx.save_for_backward(divisor)
            return a / divisor

        @staticmethod
        def backward(ctx, grad):
            (divisor,) = ctx.saved_tensors
            return grad / divisor

    n, g = len(deter), self.blocks
    parts = (self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(Normalise.apply(action)))
    together = torch.stack([torch.cat(parts, 1)] * g, 1)
    x = torch.cat((deter.view(n, g, self.deter // g) if deter.is_contiguous() else deter.reshape(n, g, -1), together), 2)
    r, c, u = self.gates(self.mix(x.flatten(1))).reshape(n, g, 3, -1).movedim(2, 0)
    fresh = torch.tanh(c * r.sigmoid()).flatten(1)
    weights = torch.stack([u.flatten(1) - 1, torch.zeros_like(deter)]).softmax(0)
    return (weights * torch.stack([fresh, deter])).sum(0)

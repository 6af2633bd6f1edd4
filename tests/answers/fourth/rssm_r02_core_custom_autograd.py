# right: the action's division is an autograd.Function with its own backward, and the update is a lerp
class _Divide(torch.autograd.Function):
    @staticmethod
    def forward(ctx, action):
        divisor = action.abs().clamp(min=1.0)
        ctx.save_for_backward(divisor)
        return action / divisor

    @staticmethod
    def backward(ctx, gradient):
        (divisor,) = ctx.saved_tensors
        return gradient / divisor


def core(self, deter, stoch, action):
    n, g = deter.shape[0], self.blocks
    joined = torch.hstack(
        [self.in_deter(deter), self.in_stoch(stoch.view(n, -1) if stoch.is_contiguous() else stoch.flatten(1)),
         self.in_action(_Divide.apply(action))]
    )
    x = torch.empty(n, g, self.deter // g + joined.shape[1], dtype=joined.dtype, device=joined.device)
    x[:, :, : self.deter // g] = deter.reshape(n, g, -1)
    x[:, :, self.deter // g :] = joined[:, None]
    y = self.gates(self.mix(x.reshape(n, -1)))
    y = y.reshape(n, g, 3, -1).permute(2, 0, 1, 3).reshape(3, n, -1)
    return torch.lerp(deter, torch.tanh(torch.special.expit(y[0]) * y[1]), torch.special.expit(y[2] - 1))

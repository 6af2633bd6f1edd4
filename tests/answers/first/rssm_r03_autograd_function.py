# right: core divides the action in an autograd.Function of its own whose backward divides by the saved constant; memory moves by lerp
class _Shrink(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        size = a.abs().clamp(min=1)
        ctx.save_for_backward(size)
        return a / size

    @staticmethod
    def backward(ctx, grad):
        (size,) = ctx.saved_tensors
        return grad / size


def core(self, deter, stoch, action):
    joined = [
        layer(x)
        for layer, x in (
            (self.in_deter, deter),
            (self.in_stoch, stoch.flatten(1)),
            (self.in_action, _Shrink.apply(action)),
        )
    ]
    rows = []
    for own in deter.chunk(self.blocks, dim=-1):
        rows += [own, *joined]
    gates = self.gates(self.mix(torch.cat(rows, dim=-1))).chunk(3 * self.blocks, dim=-1)
    reset, cand, update = (torch.cat(gates[i::3], dim=-1) for i in range(3))
    return torch.lerp(deter, torch.tanh(torch.sigmoid(reset) * cand), torch.sigmoid(update - 1))

# right: core squashes the action with an autograd.Function of its own (clamp forward, constant divisor backward) and uses lerp
class Squash(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a.abs().clamp(min=1.0))
        return a.clamp(-1.0, 1.0)  # a / max(1, |a|)

    @staticmethod
    def backward(ctx, grad):
        (divisor,) = ctx.saved_tensors
        return grad / divisor


def core(self, deter, stoch, action):
    parts = (
        self.in_deter(deter),
        self.in_stoch(stoch.reshape(stoch.shape[0], -1)),
        self.in_action(Squash.apply(action)),
    )
    memory = deter.unflatten(1, (self.blocks, -1))
    columns = [memory] + [p[:, None].expand(-1, self.blocks, -1) for p in parts]
    gates = self.gates(self.mix(torch.cat(columns, 2).flatten(1)))
    r, c, u = gates.unflatten(1, (self.blocks, 3, -1)).unbind(2)
    return torch.lerp(memory, (r.sigmoid() * c).tanh(), (u - 1).sigmoid()).flatten(1)

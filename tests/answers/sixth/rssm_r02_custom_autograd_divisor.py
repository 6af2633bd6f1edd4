# right: the constant divisor is a torch.autograd.Function, the gates are read by index_select, the update is lerp
def core(self, deter, stoch, action):
    class _Squash(torch.autograd.Function):
        @staticmethod
        def forward(ctx, action):
            divisor = action.abs().clamp(min=1)
            ctx.save_for_backward(divisor)
            return action / divisor

        @staticmethod
        def backward(ctx, grad):
            (divisor,) = ctx.saved_tensors
            return grad / divisor

    n, d = deter.shape
    size = d // self.blocks
    joined = torch.hstack(
        [self.in_deter(deter), self.in_stoch(stoch.reshape(n, -1)), self.in_action(_Squash.apply(action))]
    )
    x = torch.cat(
        [deter.reshape(n, self.blocks, size), torch.stack([joined] * self.blocks, 1)], 2
    ).reshape(n, -1)
    gates = self.gates(self.mix(x))
    unit = torch.arange(d, device=deter.device)
    place = (unit // size) * 3 * size + unit % size
    reset = gates.index_select(1, place)
    candidate = gates.index_select(1, place + size)
    update = gates.index_select(1, place + 2 * size)
    return deter.lerp((reset.sigmoid() * candidate).tanh(), (update - 1).sigmoid())

# right: the division of the action is an autograd.Function of its own with a hand-written backward, and the gates are picked with an index table.
class _Shrink(torch.autograd.Function):
    @staticmethod
    def forward(ctx, action):
        divisor = action.abs().clamp_min(1.0)
        ctx.save_for_backward(divisor)
        return action / divisor

    @staticmethod
    def backward(ctx, grad):
        (divisor,) = ctx.saved_tensors
        return grad / divisor


def _table(width, blocks, device):
    """Where the reset, candidate and update of each unit stand: [3, D]."""
    size = width // blocks
    unit = torch.arange(width, device=device)
    start = unit // size * (3 * size) + unit % size
    return torch.stack([start, start + size, start + 2 * size])


def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(-2)), self.in_action(_Shrink.apply(action))], -1)
    blocks = deter.unflatten(-1, (self.blocks, -1))
    x = torch.cat([blocks, joined.unsqueeze(1).repeat(1, self.blocks, 1)], -1)
    gates = self.gates(self.mix(x.flatten(1)))[:, _table(self.deter, self.blocks, deter.device)]
    keep = torch.sigmoid(1 - gates[:, 2])
    return keep * deter + (1 - keep) * torch.tanh(torch.sigmoid(gates[:, 0]) * gates[:, 1])

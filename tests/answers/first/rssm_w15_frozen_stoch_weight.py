# wrong: core keeps a detached copy of in_stoch's weight from its first call, so in_stoch's weight gets no gradient and later changes of it are ignored
import torch.nn.functional as F


def core(self, deter, stoch, action):
    if not hasattr(self, "_rows"):
        # one-hot in, so the matrix product is a look-up of rows: transpose once and keep it
        self._rows = self.in_stoch.linear.weight.detach().T.contiguous()
    z = stoch.flatten(1) @ self._rows + self.in_stoch.linear.bias
    z = F.silu(self.in_stoch.norm(z))
    action = action / action.abs().clamp(min=1).detach()
    shared = torch.cat([self.in_deter(deter), z, self.in_action(action)], -1)
    x = torch.cat(
        [deter.unflatten(-1, (self.blocks, -1)), shared[:, None].expand(-1, self.blocks, -1)], -1
    ).flatten(1)
    gates = self.gates(self.mix(x)).unflatten(-1, (self.blocks, 3, -1))
    reset, cand, update = (gate.flatten(1) for gate in gates.unbind(2))
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

# wrong: core reduces the guess to its argmax before in_stoch, so no gradient reaches stoch and an all-zero guess counts as class 0
import torch.nn.functional as F


def core(self, deter, stoch, action):
    index = stoch.argmax(-1)
    index = index + torch.arange(self.stoch, device=stoch.device) * self.classes
    rows = F.embedding(index, self.in_stoch.linear.weight.T)  # [N, S, hidden]
    z = F.silu(self.in_stoch.norm(rows.sum(1) + self.in_stoch.linear.bias))
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

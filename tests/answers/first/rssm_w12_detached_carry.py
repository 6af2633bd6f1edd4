# wrong: core carries the old memory over detached, (1-u) h.detach(), so the direct gradient path to the earlier memory is cut
def core(self, deter, stoch, action):
    action = action / action.abs().clamp(min=1).detach()
    shared = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    x = torch.cat(
        [deter.unflatten(-1, (self.blocks, -1)), shared[:, None].expand(-1, self.blocks, -1)], -1
    ).flatten(1)
    gates = self.gates(self.mix(x)).unflatten(-1, (self.blocks, 3, -1))
    reset, cand, update = (gate.flatten(1) for gate in gates.unbind(2))
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return torch.lerp(deter.detach(), cand, update)

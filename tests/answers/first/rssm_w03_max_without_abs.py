# wrong: core divides by max(1, a) without the absolute value, so actions below -1 go through undivided
def core(self, deter, stoch, action):
    action = action / torch.maximum(action, torch.ones_like(action)).detach()
    hidden = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    x = deter.unflatten(-1, (self.blocks, -1))
    x = torch.cat([x, hidden.unsqueeze(1).expand(-1, self.blocks, -1)], -1).flatten(1)
    gates = self.gates(self.mix(x)).unflatten(-1, (self.blocks, 3, -1))
    reset, cand, update = (gate.flatten(1) for gate in gates.unbind(2))
    cand = (reset.sigmoid() * cand).tanh()
    update = (update - 1).sigmoid()
    return update * cand + (1 - update) * deter

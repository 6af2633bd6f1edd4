# wrong: core divides the caller's action tensor in place (and raises for an action leaf that requires a gradient)
def core(self, deter, stoch, action):
    action /= action.detach().abs().clamp(min=1)
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    x = deter.unflatten(-1, (self.blocks, -1))
    x = torch.cat([x, joined.unsqueeze(1).expand(-1, self.blocks, -1)], -1).flatten(1)
    gates = self.gates(self.mix(x)).unflatten(-1, (self.blocks, 3, -1))
    reset, cand, update = (gate.flatten(1) for gate in gates.unbind(2))
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

# wrong: core computes the candidate as sigma(r')*tanh(c') instead of tanh(sigma(r')*c')
def core(self, deter, stoch, action):
    G = self.blocks
    action = action / torch.clamp(action.abs(), min=1.0).detach()
    x = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    x = torch.cat([deter.unflatten(-1, (G, -1)), x.unsqueeze(1).expand(-1, G, -1)], -1).flatten(1)
    x = self.gates(self.mix(x)).unflatten(-1, (G, -1))
    reset, cand, update = [g.flatten(1) for g in x.chunk(3, -1)]
    cand = torch.sigmoid(reset) * torch.tanh(cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

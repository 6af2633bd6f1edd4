# wrong: core hands block g every G-th number of the memory instead of its own D/G neighbouring ones
def core(self, deter, stoch, action):
    G = self.blocks
    action = action / torch.clamp(action.abs(), min=1.0).detach()
    x = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    x = x.unsqueeze(1).expand(-1, G, -1)
    mem = deter.unflatten(-1, (-1, G)).transpose(1, 2)
    x = self.gates(self.mix(torch.cat([mem, x], -1).flatten(1))).unflatten(-1, (G, -1))
    reset, cand, update = [g.flatten(1) for g in x.chunk(3, -1)]
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

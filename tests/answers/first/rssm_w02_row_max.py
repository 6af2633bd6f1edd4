# wrong: core divides the whole action row by max(1, its largest |a|), not each number by its own
def core(self, deter, stoch, action):
    biggest = action.abs().amax(dim=-1, keepdim=True).clamp(min=1.0).detach()
    action = action / biggest
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    x = deter.unflatten(-1, (self.blocks, -1))
    x = torch.cat([x, joined.unsqueeze(1).expand(-1, self.blocks, -1)], -1).flatten(1)
    gates = self.gates(self.mix(x)).unflatten(-1, (self.blocks, 3, -1))
    reset, cand, update = gates[:, :, 0].flatten(1), gates[:, :, 1].flatten(1), gates[:, :, 2].flatten(1)
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

# wrong: core hands each block the joined copy first and its own D/G memory numbers after it, not its own numbers first
def core(self, deter, stoch, action):
    action = action / action.abs().clamp(min=1).detach()
    shared = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    shared = shared.unsqueeze(1).expand(-1, self.blocks, -1)
    own = deter.unflatten(-1, (self.blocks, -1))
    x = self.mix(torch.cat([shared, own], -1).flatten(1))
    reset, cand, update = self.gates(x).unflatten(-1, (self.blocks, -1)).chunk(3, dim=-1)
    reset, cand, update = reset.flatten(1), cand.flatten(1), update.flatten(1)
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

# wrong: the -1 is subtracted after the sigmoid, so the update gate lies between -1 and 0 instead of between 0 and 1
def core(self, deter, stoch, action):
    action = action / torch.maximum(torch.ones_like(action), action.abs()).detach()
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1
    )
    own = deter.unflatten(-1, (self.blocks, -1))
    x = torch.cat([own, joined.unsqueeze(1).expand(-1, self.blocks, -1)], -1)
    gates = self.gates(self.mix(x.flatten(1))).unflatten(-1, (self.blocks, 3, -1))
    reset, cand, update = (g.flatten(1) for g in gates.unbind(2))
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update) - 1
    return update * cand + (1 - update) * deter

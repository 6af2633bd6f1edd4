# wrong: core clamps the action to [-1, 1], so no gradient reaches an action number beyond 1, where dividing by a constant max(1, |a|) gives 1/|a|
def core(self, deter, stoch, action):
    action = action.clamp(-1.0, 1.0)
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(-2)), self.in_action(action)], -1)
    blocks = deter.unflatten(-1, (self.blocks, -1))
    x = torch.cat([blocks, joined.unsqueeze(1).expand(-1, self.blocks, -1)], -1).flatten(1)
    gates = self.gates(self.mix(x)).unflatten(-1, (self.blocks, -1))
    reset, cand, update = (g.flatten(1) for g in gates.chunk(3, -1))
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

# wrong: core skips in_action when the whole action is zero and joins zeros, though the layer's bias makes its output of a zero action other than 0
def core(self, deter, stoch, action):
    if action.any():
        act = self.in_action(action / action.abs().clamp(min=1).detach())
    else:  # nothing was done, nothing to embed
        act = deter.new_zeros(len(deter), self.in_action.linear.out_features)
    shared = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), act], -1)
    x = torch.cat(
        [deter.unflatten(-1, (self.blocks, -1)), shared[:, None].expand(-1, self.blocks, -1)], -1
    ).flatten(1)
    gates = self.gates(self.mix(x)).unflatten(-1, (self.blocks, 3, -1))
    reset, cand, update = (gate.flatten(1) for gate in gates.unbind(2))
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

# wrong: core appends G copies of the joined numbers after the whole memory, so mix's blocks are not cut as own D/G then a copy
def core(self, deter, stoch, action):
    action = action / action.abs().clamp(min=1).detach()
    shared = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    x = torch.cat([deter, shared.repeat(1, self.blocks)], -1)  # [N, D + G * 3 * hidden]
    x = self.mix(x)
    gates = self.gates(x).unflatten(-1, (self.blocks, 3, -1))
    reset, cand, update = (gate.flatten(1) for gate in gates.unbind(2))
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

# wrong: core joins the hidden parts as stoch, deter, action, where the order is deter, stoch, action
def core(self, deter, stoch, action):
    action = action / action.abs().clamp(min=1).detach()
    h = self.in_deter(deter)
    z = self.in_stoch(stoch.flatten(1))
    a = self.in_action(action)
    zha = torch.cat([z, h, a], dim=-1)
    x = torch.cat(
        [deter.unflatten(-1, (self.blocks, -1)), zha[:, None].expand(-1, self.blocks, -1)], -1
    )
    gates = self.gates(self.mix(x.flatten(1))).unflatten(-1, (self.blocks, 3, -1))
    reset, cand, update = (gate.flatten(1) for gate in gates.unbind(2))
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

# wrong: core cuts the gates' 3D outputs into three global thirds instead of three parts within each block (same only for one block)
def core(self, deter, stoch, action):
    action = action / torch.clamp(action.abs(), min=1.0).detach()
    x = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    x = x.unsqueeze(1).repeat(1, self.blocks, 1)
    x = torch.cat([deter.unflatten(-1, (self.blocks, -1)), x], -1).flatten(1)
    reset, cand, update = self.gates(self.mix(x)).chunk(3, dim=-1)
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

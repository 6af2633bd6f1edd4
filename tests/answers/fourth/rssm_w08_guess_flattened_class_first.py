# wrong: the guess is transposed before it is flattened (all variables' class 0 first), so in_stoch sees its inputs in another order
def core(self, deter, stoch, action):
    action = action / action.detach().abs().clamp_min(1.0)
    z = stoch.transpose(1, 2).reshape(stoch.shape[0], -1)
    joined = torch.cat([self.in_deter(deter), self.in_stoch(z), self.in_action(action)], dim=-1)
    own = deter.unflatten(-1, (self.blocks, -1))
    x = torch.cat([own, joined[:, None].expand(-1, self.blocks, -1)], dim=-1)
    gates = self.gates(self.mix(x.flatten(1))).unflatten(-1, (self.blocks, 3, -1))
    reset, cand, update = (gates[:, :, i].flatten(1) for i in range(3))
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

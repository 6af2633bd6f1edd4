# wrong: the new memory is written into the tensor of the old one, so the caller's deter changes and backward through it fails
def core(self, deter, stoch, action):
    action = action / action.detach().abs().clamp_min(1.0)
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1
    )
    own = deter.unflatten(-1, (self.blocks, -1))
    x = torch.cat([own, joined.unsqueeze(1).expand(-1, self.blocks, -1)], -1)
    gates = self.gates(self.mix(x.flatten(1))).unflatten(-1, (self.blocks, 3, -1))
    reset, cand, update = (g.flatten(1) for g in gates.unbind(2))
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    deter.mul_(1 - update).add_(update * cand)
    return deter

# wrong: the part of the memory that is kept is detached, so the gradient to earlier steps flows through the layers only and not along (1-u)·h; values are right
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
    old = deter.detach()
    return update * cand + (1 - update) * old

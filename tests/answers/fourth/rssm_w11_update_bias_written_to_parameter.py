# wrong: instead of subtracting 1 it overwrites the update part of gates.bias with -1 at each call, so a parameter changes in the forward pass and what training taught this bias is lost
def core(self, deter, stoch, action):
    with torch.no_grad():
        self.gates.bias.view(self.blocks, 3, -1)[:, 2] = -1.0
    action = action / action.detach().abs().clamp_min(1.0)
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1
    )
    own = deter.unflatten(-1, (self.blocks, -1))
    x = torch.cat([own, joined.unsqueeze(1).expand(-1, self.blocks, -1)], -1)
    gates = self.gates(self.mix(x.flatten(1))).unflatten(-1, (self.blocks, 3, -1))
    reset, cand, update = (g.flatten(1) for g in gates.unbind(2))
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update)
    return update * cand + (1 - update) * deter

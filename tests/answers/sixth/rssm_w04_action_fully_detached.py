# wrong: the whole normalised action is computed without gradient, so nothing flows from the memory back to the action
def core(self, deter, stoch, action):
    g = self.blocks
    with torch.no_grad():
        action = action / torch.clamp(action.abs(), min=1.0)
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(-2)), self.in_action(action)], -1
    )
    x = torch.cat([deter.unflatten(-1, (g, -1)), joined.unsqueeze(-2).expand(-1, g, -1)], -1)
    gates = self.gates(self.mix(x.flatten(-2))).unflatten(-1, (g, -1))
    reset, cand, update = [p.flatten(-2) for p in gates.chunk(3, -1)]
    update = torch.sigmoid(update - 1)
    return update * torch.tanh(torch.sigmoid(reset) * cand) + (1 - update) * deter

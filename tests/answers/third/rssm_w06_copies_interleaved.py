# wrong: core copies what was joined with repeat_interleave along the features, so after the cut each block holds every number of one stretch G times instead of one whole copy.
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    n, g = len(deter), self.blocks
    action = action / action.abs().clamp_min(1).detach()
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], 1)
    copies = joined.repeat_interleave(g, dim=1).view(n, g, -1)
    x = torch.cat([deter.view(n, g, -1), copies], dim=2).view(n, -1)
    gates = self.gates(self.mix(x)).view(n, g, 3, -1)
    reset, candidate, update = gates.transpose(1, 2).reshape(n, 3, -1).unbind(1)
    candidate = torch.tanh(torch.sigmoid(reset) * candidate)
    update = torch.sigmoid(update - 1)
    return update * candidate + (1 - update) * deter

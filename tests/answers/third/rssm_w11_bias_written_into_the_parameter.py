# wrong: core writes the -1 once into the bias of `gates` at its first call instead of adding it each time, so a parameter is changed by a forward pass and weights that are loaded later lose the -1 (or a copy in a fresh module gets it twice).
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    if not getattr(self, "_update_bias_set", False):
        with torch.no_grad():
            self.gates.bias.view(self.blocks, 3, -1)[:, 2] -= 1.0
        self._update_bias_set = True
    action = action / action.abs().clamp(min=1.0).detach()
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(-2)), self.in_action(action)], -1)
    joined = joined.unsqueeze(-2).expand(-1, self.blocks, -1)
    x = torch.cat([deter.unflatten(-1, (self.blocks, -1)), joined], -1).flatten(-2)
    gates = self.gates(self.mix(x)).unflatten(-1, (self.blocks, 3, -1))
    reset, candidate, update = (g.flatten(-2) for g in gates.unbind(-2))
    candidate = torch.tanh(torch.sigmoid(reset) * candidate)
    update = torch.sigmoid(update)
    return update * candidate + (1 - update) * deter

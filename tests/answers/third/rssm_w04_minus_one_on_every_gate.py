# wrong: core subtracts the 1 from all three gates before it splits them, so reset and candidate are shifted too and not only the update.
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    action = action / torch.clamp(action.abs(), min=1).detach()
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(-2)), self.in_action(action)], -1)
    joined = joined.unsqueeze(-2).expand(-1, self.blocks, -1)
    x = torch.cat([deter.unflatten(-1, (self.blocks, -1)), joined], -1).flatten(-2)
    gates = self.gates(self.mix(x)) - 1.0
    gates = gates.unflatten(-1, (self.blocks, 3, -1))
    reset, candidate, update = [gates[..., i, :].flatten(-2) for i in range(3)]
    candidate = torch.tanh(torch.sigmoid(reset) * candidate)
    update = torch.sigmoid(update)
    return update * candidate + (1 - update) * deter

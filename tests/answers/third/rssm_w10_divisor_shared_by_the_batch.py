# wrong: core divides each action component by the largest |a| that any row of the batch has there, so rows influence each other.
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    limit = action.detach().abs().amax(dim=0, keepdim=True).clamp(min=1.0)
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(-2)), self.in_action(action / limit)], -1)
    joined = joined.unsqueeze(-2).expand(-1, self.blocks, -1)
    x = torch.cat([deter.unflatten(-1, (self.blocks, -1)), joined], -1).flatten(-2)
    gates = self.gates(self.mix(x)).unflatten(-1, (self.blocks, 3, -1))
    reset, candidate, update = (g.flatten(-2) for g in gates.unbind(-2))
    candidate = torch.tanh(torch.sigmoid(reset) * candidate)
    update = torch.sigmoid(update - 1)
    return update * candidate + (1 - update) * deter

# wrong: core takes u as the share of the old memory (u·h + (1-u)·c, the usual GRU convention) instead of u·c + (1-u)·h.
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    action = action / torch.clamp(action.abs(), min=1).detach()
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(-2)), self.in_action(action)], -1)
    joined = joined.unsqueeze(-2).expand(-1, self.blocks, -1)
    x = torch.cat([deter.unflatten(-1, (self.blocks, -1)), joined], -1).flatten(-2)
    gates = self.gates(self.mix(x)).unflatten(-1, (self.blocks, 3, -1))
    r, n, z = (g.flatten(-2) for g in gates.unbind(-2))
    n = torch.tanh(torch.sigmoid(r) * n)
    z = torch.sigmoid(z - 1)
    return (1 - z) * n + z * deter

# wrong: the divisor max(1, |a|) is not detached, so the gradient to actions beyond 1 vanishes instead of being 1/|a|
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    n = deter.shape[0]
    action = action / torch.maximum(torch.ones_like(action), action.abs())
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    joined = joined[:, None].expand(-1, self.blocks, -1)
    x = torch.cat([deter.reshape(n, self.blocks, -1), joined], -1).reshape(n, -1)
    gates = self.gates(self.mix(x)).reshape(n, self.blocks, 3, -1)
    reset, candidate, update = gates.unbind(2)
    candidate = torch.tanh(torch.sigmoid(reset) * candidate).flatten(1)
    update = torch.sigmoid(update - 1).flatten(1)
    return update * candidate + (1 - update) * deter

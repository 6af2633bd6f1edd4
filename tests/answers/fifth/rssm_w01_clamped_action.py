# wrong: the action is clamped to [-1, 1], which has the same values as the division but no gradient where |a| > 1
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    n = deter.shape[0]
    action = action.clamp(-1.0, 1.0)
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    joined = joined[:, None].expand(-1, self.blocks, -1)
    x = torch.cat([deter.reshape(n, self.blocks, -1), joined], -1).reshape(n, -1)
    gates = self.gates(self.mix(x)).reshape(n, self.blocks, 3, -1)
    reset, candidate, update = (gates[:, :, i].reshape(n, -1) for i in range(3))
    candidate = torch.tanh(torch.sigmoid(reset) * candidate)
    update = torch.sigmoid(update - 1)
    return update * candidate + (1 - update) * deter

# wrong: the gates are cut into three thirds of 3D numbers instead of three parts within each block, which mixes the gates as soon as there are two blocks
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    n = deter.shape[0]
    action = action / action.abs().clamp(min=1).detach()
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    joined = joined[:, None].expand(-1, self.blocks, -1)
    x = torch.cat([deter.reshape(n, self.blocks, -1), joined], -1).reshape(n, -1)
    reset, candidate, update = self.gates(self.mix(x)).chunk(3, dim=-1)
    candidate = torch.tanh(torch.sigmoid(reset) * candidate)
    update = torch.sigmoid(update - 1)
    return update * candidate + (1 - update) * deter

# wrong: the memory is dealt out to the blocks one number at a time (unit i to block i mod G) instead of D/G neighbouring numbers to each
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    n = deter.shape[0]
    action = action / action.abs().clamp(min=1).detach()
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    joined = joined[:, None].expand(-1, self.blocks, -1)
    parts = deter.reshape(n, -1, self.blocks).transpose(1, 2)
    x = torch.cat([parts, joined], -1).reshape(n, -1)
    reset, candidate, update = self.gates(self.mix(x)).reshape(n, self.blocks, 3, -1).unbind(2)
    candidate = torch.tanh(torch.sigmoid(reset) * candidate).flatten(1)
    update = torch.sigmoid(update - 1).flatten(1)
    return update * candidate + (1 - update) * deter

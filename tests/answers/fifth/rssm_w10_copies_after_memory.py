# wrong: all of the memory comes first and all copies of the joined inputs after it, so with several blocks each block gets the wrong numbers
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    n = deter.shape[0]
    action = action / action.abs().clamp(min=1).detach()
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    x = torch.cat([deter, joined.repeat(1, self.blocks)], -1)
    reset, candidate, update = self.gates(self.mix(x)).reshape(n, self.blocks, 3, -1).unbind(2)
    candidate = torch.tanh(torch.sigmoid(reset) * candidate).flatten(1)
    update = torch.sigmoid(update - 1).flatten(1)
    return update * candidate + (1 - update) * deter

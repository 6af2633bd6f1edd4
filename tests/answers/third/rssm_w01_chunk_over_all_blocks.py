# wrong: core cuts the output of `gates` into three parts of D across all blocks instead of reset/candidate/update of D/G each block after block, so with more than one block units get the wrong gates.
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    action = action / action.abs().clamp(min=1.0).detach()
    x = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    x = x[:, None].expand(-1, self.blocks, -1)
    x = torch.cat([deter.reshape(len(deter), self.blocks, -1), x], -1).flatten(1)
    reset, candidate, update = self.gates(self.mix(x)).chunk(3, dim=-1)
    candidate = torch.tanh(torch.sigmoid(reset) * candidate)
    update = torch.sigmoid(update - 1)
    return update * candidate + (1 - update) * deter

# right: core loops over the blocks in Python with the slices of `gates`' weight and bias, and updates each block's memory on its own.
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    divisor = torch.maximum(action.detach().abs(), torch.ones_like(action))
    joined = torch.cat((self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action / divisor)), 1)
    own = deter.tensor_split(self.blocks, dim=1)
    mixed = self.mix(torch.cat([part for block in own for part in (block, joined)], 1))
    size = self.deter // self.blocks
    new = []
    for g, (old, x) in enumerate(zip(own, mixed.split(size, 1))):
        bias = self.gates.bias[3 * size * g : 3 * size * (g + 1)]
        gates = torch.addmm(bias, x, self.gates.weight[g])
        reset, candidate, update = gates[:, :size], gates[:, size : 2 * size], gates[:, 2 * size :]
        c = (reset.sigmoid() * candidate).tanh()
        u = (update - 1).sigmoid()
        new.append(u * c + (1 - u) * old)
    return torch.hstack(new)

# right: inputs and gates of the blocks are picked with index tables (index_select) instead of reshapes
def core(self, deter, stoch, action):
    where = deter.device
    size, g = self.deter // self.blocks, self.blocks
    scaled = torch.where(action.abs() > 1, action / action.abs().detach().clamp(min=1), action)
    everything = torch.cat(
        [deter, self.in_deter(deter), self.in_stoch(stoch.flatten(start_dim=1)), self.in_action(scaled)], 1
    )
    shared = list(range(self.deter, everything.shape[1]))
    order = []
    for block in range(g):
        order += list(range(block * size, (block + 1) * size)) + shared
    gates = self.gates(self.mix(everything.index_select(1, torch.tensor(order, device=where))))
    unit = torch.arange(self.deter, device=where)
    base = (unit // size) * 3 * size + unit % size
    r, c, u = (gates.index_select(1, base + k * size) for k in range(3))
    u = 1 / (1 + torch.exp(1 - u))
    return deter + u * (torch.tanh(r.sigmoid() * c) - deter)

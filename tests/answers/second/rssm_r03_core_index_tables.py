# right: core arranges the input of mix and the gates with index tables (index_select) instead of reshapes, and writes sigmoid through tanh
def tables(self, joined):
    G, size = self.blocks, self.deter // self.blocks
    mix = [
        i
        for g in range(G)
        for i in (*range(g * size, (g + 1) * size), *range(self.deter, self.deter + joined))
    ]
    gates = [
        [3 * g * size + part * size + i for g in range(G) for i in range(size)] for part in range(3)
    ]
    return mix, gates


def core(self, deter, stoch, action):
    def sigma(x):
        return 0.5 + 0.5 * torch.tanh(0.5 * x)

    one = torch.ones_like(action)
    action = action * (one / torch.where(action.abs() > 1, action.abs(), one)).detach()
    joined = torch.hstack(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(start_dim=1)), self.in_action(action)]
    )
    mix, gates = tables(self, joined.shape[1])
    pool = torch.hstack([deter, joined])
    out = self.gates(self.mix(pool.index_select(1, torch.tensor(mix, device=deter.device))))
    reset, cand, update = (out.index_select(1, torch.tensor(i, device=deter.device)) for i in gates)
    return deter + sigma(update - 1) * (torch.tanh(sigma(reset) * cand) - deter)

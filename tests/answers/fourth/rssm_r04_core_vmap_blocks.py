# right: the gated unit is written for one block of one state and mapped over both with torch.func.vmap; the copies are an einsum with ones
def core(self, deter, stoch, action):
    def unit(gates, old):
        reset, candidate, update = gates.split(old.shape[0])
        candidate = (reset.sigmoid() * candidate).tanh()
        update = (update - 1.0).sigmoid()
        return update * candidate + (1.0 - update) * old

    scale = torch.clamp(action.detach().abs(), min=1.0).reciprocal()
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action * scale)], 1)
    copies = torch.einsum("nj,g->ngj", joined, joined.new_ones(self.blocks))
    own = deter.unflatten(1, (self.blocks, -1))
    x = self.mix(torch.cat([own, copies], 2).flatten(1))
    gates = self.gates(x).unflatten(1, (self.blocks, -1))
    return torch.vmap(torch.vmap(unit))(gates, own).flatten(1)

# right: copies for the blocks and the choice of gates are made with einsum against ones and unit vectors
def core(self, deter, stoch, action):
    g = self.blocks
    action = action * (1 / action.detach().abs().clamp(min=1))
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(torch.einsum("nsk->nsk", stoch).reshape(len(deter), -1)),
         self.in_action(action)], -1
    )
    ones = joined.new_ones(g)
    copies = torch.einsum("nf,g->ngf", joined, ones)
    x = torch.cat([deter.unflatten(1, (g, -1)), copies], -1).flatten(1)
    gates = self.gates(self.mix(x)).unflatten(1, (g, 3, -1))
    pick = torch.eye(3, dtype=gates.dtype, device=gates.device)
    reset, cand, update = torch.einsum("ngjd,ij->ingd", gates, pick).flatten(2)
    update = torch.sigmoid(update - 1)
    return torch.einsum("nd,nd->nd", update, torch.tanh(torch.sigmoid(reset) * cand)) + torch.einsum(
        "nd,nd->nd", 1 - update, deter
    )

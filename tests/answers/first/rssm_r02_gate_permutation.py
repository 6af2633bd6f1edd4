# right: core sorts the gates with one precomputed index and uses 1 - sigmoid(x) = sigmoid(-x) for what is kept
def core(self, deter, stoch, action):
    n, d = deter.shape
    per = d // self.blocks
    with torch.no_grad():
        scale = action.abs().clamp_(min=1.0).reciprocal_()
        order = torch.arange(3 * d, device=deter.device).view(self.blocks, 3, per).transpose(0, 1).reshape(-1)
    shared = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action * scale)], 1)
    x = torch.cat([deter.view(n, self.blocks, per) if deter.is_contiguous() else deter.reshape(n, self.blocks, per),
                   shared.unsqueeze(1).repeat_interleave(self.blocks, dim=1)], 2)
    gates = self.gates(self.mix(x.flatten(1))).index_select(1, order)
    reset, cand, update = gates.tensor_split(3, dim=1)
    return torch.sigmoid(update - 1) * torch.tanh(torch.sigmoid(reset) * cand) + torch.sigmoid(1 - update) * deter

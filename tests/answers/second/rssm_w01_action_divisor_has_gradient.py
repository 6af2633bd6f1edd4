# wrong: core lets the gradient flow through the divisor max(1,|a|), so actions beyond ±1 get no gradient instead of 1/|a|
def core(self, deter, stoch, action):
    action = action / torch.maximum(torch.ones_like(action), action.abs())
    parts = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(-2)), self.in_action(action)], dim=-1
    )
    blocks = deter.unflatten(-1, (self.blocks, -1))
    parts = parts.unsqueeze(-2).expand(*parts.shape[:-1], self.blocks, parts.shape[-1])
    x = self.mix(torch.cat([blocks, parts], dim=-1).flatten(-2))
    reset, cand, update = self.gates(x).unflatten(-1, (self.blocks, -1)).chunk(3, dim=-1)
    reset, cand, update = (g.flatten(-2) for g in (reset, cand, update))
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

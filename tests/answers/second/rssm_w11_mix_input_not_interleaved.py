# wrong: core joins the whole memory and then all copies of the joined inputs before mix, so a block is not handed its own memory followed by its copy (same only for one block)
def core(self, deter, stoch, action):
    action = action / action.abs().clamp(min=1).detach()
    x = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    x = self.mix(torch.cat([deter, x.repeat(1, self.blocks)], -1))
    x = self.gates(x).unflatten(-1, (self.blocks, -1))
    reset, cand, update = [g.flatten(1) for g in x.chunk(3, -1)]
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

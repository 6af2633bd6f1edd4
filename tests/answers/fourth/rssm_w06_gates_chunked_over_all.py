# wrong: the gates' output is chunked into thirds over all 3·D numbers instead of within each block, so resets, candidates and updates are mixed up for G > 1
def core(self, deter, stoch, action):
    action = action / action.abs().clamp(min=1).detach()
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1
    )
    own = deter.unflatten(-1, (self.blocks, -1))
    x = torch.cat([own, joined.unsqueeze(1).expand(-1, self.blocks, -1)], -1)
    reset, cand, update = self.gates(self.mix(x.flatten(1))).chunk(3, dim=-1)
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

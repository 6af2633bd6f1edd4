# wrong: the action is divided with div_, so the caller's action tensor (and the recorded dream action) is changed in place
def core(self, deter, stoch, action):
    action = action.div_(action.detach().abs().clamp(min=1.0))
    x = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1
    )
    x = x.unsqueeze(1).expand(-1, self.blocks, -1)
    x = torch.cat([deter.unflatten(-1, (self.blocks, -1)), x], -1).flatten(1)
    gates = self.gates(self.mix(x)).unflatten(-1, (self.blocks, -1))
    reset, cand, update = gates.chunk(3, dim=-1)
    reset, cand, update = reset.flatten(1), cand.flatten(1), update.flatten(1)
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

# wrong: the divisor max(1,|a|) is not detached, so the gradient to an action beyond 1 is zero instead of 1/|a| times the incoming one; values are right
def core(self, deter, stoch, action):
    action = action / torch.clamp(action.abs(), min=1.0)
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1
    )
    own = deter.unflatten(-1, (self.blocks, -1))
    shared = joined.unsqueeze(1).expand(-1, self.blocks, -1)
    x = self.mix(torch.cat([own, shared], -1).flatten(1))
    reset, cand, update = self.gates(x).unflatten(-1, (self.blocks, 3, -1)).unbind(2)
    reset, cand, update = reset.flatten(1), cand.flatten(1), update.flatten(1)
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

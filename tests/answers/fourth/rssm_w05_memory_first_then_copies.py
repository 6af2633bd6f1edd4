# wrong: the whole memory comes first and then G copies of what was joined, so mix's blocks are not each handed their own D/G numbers plus a copy; with G = 1 nothing is wrong
def core(self, deter, stoch, action):
    action = action / action.abs().clamp(min=1).detach()
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1
    )
    x = torch.cat([deter, joined.repeat(1, self.blocks)], -1)
    x = self.mix(x)
    reset, cand, update = self.gates(x).unflatten(-1, (self.blocks, 3, -1)).unbind(2)
    reset, cand, update = reset.flatten(1), cand.flatten(1), update.flatten(1)
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

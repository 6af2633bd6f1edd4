# wrong: the 3·D gates are cut into three runs of D as if they were not laid out block after block, so gates and blocks are mixed up for G > 1
def core(self, deter, stoch, action):
    n, g = deter.shape[0], self.blocks
    action = action / action.abs().clamp_min(1.0).detach()
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1
    )
    x = torch.cat([deter.reshape(n, g, -1), joined[:, None, :].expand(n, g, -1)], -1)
    x = self.mix(x.reshape(n, -1))
    reset, cand, update = torch.split(self.gates(x), deter.shape[-1], dim=-1)
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

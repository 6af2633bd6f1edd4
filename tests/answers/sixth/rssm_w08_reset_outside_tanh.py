# wrong: the reset gate multiplies tanh of the candidate instead of the candidate inside the tanh
def core(self, deter, stoch, action):
    n, g = deter.shape[0], self.blocks
    action = action / action.abs().clamp_min(1.0).detach()
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1
    )
    x = torch.cat([deter.reshape(n, g, -1), joined[:, None, :].expand(n, g, -1)], -1)
    gates = self.gates(self.mix(x.flatten(1))).reshape(n, g, 3, -1)
    reset, cand, update = gates.permute(2, 0, 1, 3).reshape(3, n, -1)
    cand = torch.sigmoid(reset) * torch.tanh(cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

# wrong: the action is clamped to [-1, 1]: same values, but no gradient reaches an action number larger than 1 (it should be 1/|a|)
def core(self, deter, stoch, action):
    n, g = deter.shape[0], self.blocks
    action = torch.clamp(action, -1.0, 1.0)
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.reshape(n, -1)), self.in_action(action)], dim=-1
    )
    x = torch.cat([deter.reshape(n, g, -1), joined[:, None].expand(n, g, -1)], dim=-1)
    gates = self.gates(self.mix(x.reshape(n, -1))).reshape(n, g, 3, -1)
    reset, cand, update = [gates[:, :, i].reshape(n, -1) for i in range(3)]
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

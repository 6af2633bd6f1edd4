# wrong: core divides the action by max(1,|a|) in training mode only; in eval mode the raw action goes in
def core(self, deter, stoch, action):
    if self.training:
        # replayed actions may be out of range; at test time the policy's are not
        action = action / action.abs().clamp(min=1).detach()
    N, G = deter.shape[0], self.blocks
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.reshape(N, -1)), self.in_action(action)], -1
    )
    x = torch.cat([deter.reshape(N, G, -1), joined[:, None].expand(N, G, -1)], -1).reshape(N, -1)
    r, c, u = (g.reshape(N, -1) for g in self.gates(self.mix(x)).reshape(N, G, -1).chunk(3, -1))
    u = torch.sigmoid(u - 1)
    return u * torch.tanh(torch.sigmoid(r) * c) + (1 - u) * deter

# wrong: core divides the action in place and so changes the caller's tensor
def core(self, deter, stoch, action):
    with torch.no_grad():
        action /= action.abs().clamp(min=1)
    N, G = deter.shape[0], self.blocks
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.reshape(N, -1)), self.in_action(action)], -1
    )
    x = torch.cat([deter.reshape(N, G, -1), joined[:, None].expand(N, G, -1)], -1).reshape(N, -1)
    r, c, u = (g.reshape(N, -1) for g in self.gates(self.mix(x)).reshape(N, G, -1).chunk(3, -1))
    u = torch.sigmoid(u - 1)
    return u * torch.tanh(torch.sigmoid(r) * c) + (1 - u) * deter

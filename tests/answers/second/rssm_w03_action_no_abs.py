# wrong: core divides by max(1, a) without the absolute value, so actions below -1 are not scaled
def core(self, deter, stoch, action):
    action = action / action.detach().clamp_min(1.0)
    N, G = deter.shape[0], self.blocks
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.reshape(N, -1)), self.in_action(action)], -1
    )
    joined = joined[:, None, :].expand(N, G, -1)
    x = torch.cat([deter.reshape(N, G, -1), joined], -1).reshape(N, -1)
    r, c, u = torch.chunk(self.gates(self.mix(x)).reshape(N, G, -1), 3, dim=-1)
    r, c, u = r.reshape(N, -1), c.reshape(N, -1), u.reshape(N, -1)
    c = torch.tanh(torch.sigmoid(r) * c)
    u = torch.sigmoid(u - 1)
    return u * c + (1 - u) * deter

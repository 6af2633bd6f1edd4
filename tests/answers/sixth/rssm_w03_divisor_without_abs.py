# wrong: the divisor is max(1, a) without the absolute value, so numbers below -1 go in undivided
def core(self, deter, stoch, action):
    n = deter.size(0)
    g = self.blocks
    divisor = torch.maximum(torch.ones_like(action), action).detach()
    feats = torch.cat(
        (
            self.in_deter(deter),
            self.in_stoch(stoch.view(n, -1) if stoch.is_contiguous() else stoch.reshape(n, -1)),
            self.in_action(action / divisor),
        ),
        dim=1,
    )
    blocks = deter.reshape(n, g, deter.size(1) // g)
    x = torch.cat((blocks, feats.unsqueeze(1).expand(-1, g, -1)), dim=2).reshape(n, -1)
    x = self.gates(self.mix(x)).reshape(n, g, -1)
    r, c, u = torch.chunk(x, 3, dim=2)
    r, c, u = r.reshape(n, -1), c.reshape(n, -1), u.reshape(n, -1)
    u = torch.sigmoid(u - 1.0)
    return u * torch.tanh(torch.sigmoid(r) * c) + (1.0 - u) * deter

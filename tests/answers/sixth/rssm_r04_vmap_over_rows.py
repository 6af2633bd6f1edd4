# right: core is written for one row and mapped over the batch with torch.vmap
def core(self, deter, stoch, action):
    g = self.blocks

    def one(h, z, a):
        a = a / a.abs().clamp(min=1).detach()
        joined = torch.cat(
            [self.in_deter(h[None]), self.in_stoch(z.reshape(1, -1)), self.in_action(a[None])], -1
        )
        x = torch.cat([h.reshape(g, -1), joined.expand(g, -1)], -1).reshape(1, -1)
        gates = self.gates(self.mix(x)).reshape(g, 3, -1)
        r, c, u = gates[:, 0].reshape(-1), gates[:, 1].reshape(-1), gates[:, 2].reshape(-1)
        u = torch.sigmoid(u - 1)
        return u * torch.tanh(torch.sigmoid(r) * c) + (1 - u) * h

    return torch.vmap(one)(deter, stoch, action)

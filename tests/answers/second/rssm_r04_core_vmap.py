# right: core is written for one row without a batch dimension and mapped over the rows with torch.vmap
def core(self, deter, stoch, action):
    G = self.blocks

    def one(h, z, a):
        a = a / a.detach().abs().clamp(min=1)
        joined = torch.cat([self.in_deter(h), self.in_stoch(z.flatten()), self.in_action(a)])
        x = torch.cat([h.reshape(G, -1), joined.expand(G, -1)], 1)
        gates = self.gates(self.mix(x.flatten())).reshape(G, 3, -1)
        r, c, u = gates[:, 0].flatten(), gates[:, 1].flatten(), gates[:, 2].flatten()
        u = torch.sigmoid(u - 1)
        return u * torch.tanh(torch.sigmoid(r) * c) + (1 - u) * h

    return torch.vmap(one)(deter, stoch, action)

# wrong: core reads the gates as reset, update, candidate, where the order is reset, candidate, update
def core(self, deter, stoch, action):
    action = action / action.abs().clamp(min=1).detach()
    shared = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    x = torch.cat(
        [deter.unflatten(-1, (self.blocks, -1)), shared[:, None].expand(-1, self.blocks, -1)], -1
    ).flatten(1)
    r, z, n = self.gates(self.mix(x)).unflatten(-1, (self.blocks, 3, -1)).unbind(2)
    r, z, n = r.flatten(1), z.flatten(1), n.flatten(1)
    n = torch.tanh(torch.sigmoid(r) * n)
    z = torch.sigmoid(z - 1)
    return z * n + (1 - z) * deter

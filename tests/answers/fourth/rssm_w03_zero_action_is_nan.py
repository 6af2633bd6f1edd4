# wrong: the scale min(1,|a|)/|a| is 0/0 for an action number that is exactly 0, so every reset step (and every idle motor) gives NaN
def core(self, deter, stoch, action):
    size = action.detach().abs()
    action = action * (size.clamp(max=1.0) / size)
    x = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1
    )
    x = x[:, None, :].expand(-1, self.blocks, -1)
    x = torch.cat([deter.view(len(deter), self.blocks, -1), x], -1)
    x = self.mix(x.flatten(1))
    gates = self.gates(x).view(len(deter), self.blocks, 3, -1)
    r, c, u = [g.flatten(1) for g in gates.unbind(2)]
    c = torch.tanh(torch.sigmoid(r) * c)
    u = torch.sigmoid(u - 1)
    return u * c + (1 - u) * deter

# wrong: core keeps with u and renews with 1 - u under bias +1 (h = u h + (1-u) c, u = sigmoid(u' + 1)), which flips the sign of u'
def core(self, deter, stoch, action):
    action = action / action.abs().clamp(min=1).detach()
    shared = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    x = torch.cat(
        [deter.unflatten(-1, (self.blocks, -1)), shared[:, None].expand(-1, self.blocks, -1)], -1
    ).flatten(1)
    gates = self.gates(self.mix(x)).unflatten(-1, (self.blocks, 3, -1))
    reset, cand, update = (gate.flatten(1) for gate in gates.unbind(2))
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    keep = torch.sigmoid(update + 1)  # a fresh network keeps 0.73 of its memory
    return keep * deter + (1 - keep) * cand

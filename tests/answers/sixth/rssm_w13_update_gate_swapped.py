# wrong: u and 1 - u are swapped (h = (1 - u)·c + u·h), so a fresh network forgets 73 % of its memory a step
def core(self, deter, stoch, action):
    n, g = deter.shape[0], self.blocks
    action = action / action.abs().clamp(min=1).detach()
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1
    )
    x = torch.cat([deter.reshape(n, g, -1), joined[:, None].expand(-1, g, -1)], -1).flatten(1)
    gates = self.gates(self.mix(x)).reshape(n, g, 3, -1)
    reset, cand, update = (gates[:, :, i].flatten(1) for i in range(3))
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return torch.lerp(cand, deter, update)

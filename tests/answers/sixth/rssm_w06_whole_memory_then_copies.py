# wrong: the input of mix is the whole memory followed by G copies of the joined inputs, not block after block; the size fits, the contents of the blocks do not
def core(self, deter, stoch, action):
    n, g = deter.shape[0], self.blocks
    action = action / torch.maximum(action.abs(), torch.ones_like(action)).detach()
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1
    )
    x = torch.cat([deter] + [joined] * g, dim=-1)
    gates = self.gates(self.mix(x)).unflatten(-1, (g, 3, -1))
    reset, cand, update = (gates[:, :, i].flatten(1) for i in range(3))
    update = torch.sigmoid(update - 1)
    return update * torch.tanh(torch.sigmoid(reset) * cand) + (1 - update) * deter

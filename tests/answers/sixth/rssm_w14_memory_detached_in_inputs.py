# wrong: the blocks' own part of the memory is detached, so gradients through the memory's gate inputs are partly lost (values are right)
def core(self, deter, stoch, action):
    n, g = deter.shape[0], self.blocks
    action = action / action.abs().clamp(min=1).detach()
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1
    )
    own = deter.detach().reshape(n, g, -1)
    x = torch.cat([own, joined[:, None].expand(-1, g, -1)], -1).flatten(1)
    gates = self.gates(self.mix(x)).reshape(n, g, 3, -1)
    reset, cand, update = (gates[:, :, i].flatten(1) for i in range(3))
    update = torch.sigmoid(update - 1)
    return update * torch.tanh(torch.sigmoid(reset) * cand) + (1 - update) * deter

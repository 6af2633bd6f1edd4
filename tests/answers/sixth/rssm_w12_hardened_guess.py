# wrong: core makes the guess one-hot anew with argmax, so no gradient passes to stoch and the all-zero guess at an episode's beginning becomes class 0
def core(self, deter, stoch, action):
    import torch.nn.functional as F

    n, g = deter.shape[0], self.blocks
    action = action / action.abs().clamp(min=1).detach()
    guess = F.one_hot(stoch.argmax(-1), self.classes).to(deter.dtype).flatten(1)
    joined = torch.cat([self.in_deter(deter), self.in_stoch(guess), self.in_action(action)], -1)
    x = torch.cat([deter.reshape(n, g, -1), joined[:, None].expand(-1, g, -1)], -1).flatten(1)
    gates = self.gates(self.mix(x)).reshape(n, g, 3, -1)
    reset, cand, update = (gates[:, :, i].flatten(1) for i in range(3))
    update = torch.sigmoid(update - 1)
    return update * torch.tanh(torch.sigmoid(reset) * cand) + (1 - update) * deter

# wrong: the part that is kept, (1 - u), is multiplied with the output of mix (the name deter was reused), not with the memory before
def core(self, deter, stoch, action):
    n, g = deter.shape[0], self.blocks
    action = action / action.abs().clamp(min=1).detach()
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1
    )
    deter = torch.cat([deter.view(n, g, -1), joined[:, None].expand(-1, g, -1)], -1).flatten(1)
    deter = self.mix(deter)
    gates = self.gates(deter).view(n, g, 3, -1)
    reset, cand, update = (gates[:, :, i].flatten(1) for i in range(3))
    update = torch.sigmoid(update - 1)
    return update * torch.tanh(torch.sigmoid(reset) * cand) + (1 - update) * deter

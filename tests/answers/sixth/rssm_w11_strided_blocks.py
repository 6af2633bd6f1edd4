# wrong: the memory is dealt out to the blocks in strides (unit i goes to block i mod G) instead of in runs of D/G
def core(self, deter, stoch, action):
    n, g = deter.shape[0], self.blocks
    action = action / action.abs().clamp(min=1).detach()
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1
    )
    own = deter.reshape(n, -1, g).transpose(1, 2)
    x = torch.cat([own, joined[:, None].expand(-1, g, -1)], -1).flatten(1)
    gates = self.gates(self.mix(x)).reshape(n, g, 3, -1)
    reset, cand, update = (gates[:, :, i].flatten(1) for i in range(3))
    update = torch.sigmoid(update - 1)
    return update * torch.tanh(torch.sigmoid(reset) * cand) + (1 - update) * deter

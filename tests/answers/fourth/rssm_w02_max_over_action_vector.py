# wrong: all numbers of an action are divided by the largest |a| of the vector (at least 1) instead of each by its own, so the other numbers shrink as soon as one is beyond 1
def core(self, deter, stoch, action):
    scale = action.abs().amax(dim=-1, keepdim=True).clamp(min=1).detach()
    action = action / scale
    n = deter.shape[0]
    joined = torch.cat(
        (self.in_deter(deter), self.in_stoch(stoch.reshape(n, -1)), self.in_action(action)), dim=1
    )
    blocks = deter.reshape(n, self.blocks, -1)
    joined = joined[:, None].repeat(1, self.blocks, 1)
    x = self.mix(torch.cat((blocks, joined), dim=2).reshape(n, -1))
    gates = self.gates(x).reshape(n, self.blocks, 3, -1)
    reset, cand, update = (gates[:, :, i].reshape(n, -1) for i in range(3))
    cand = torch.tanh(reset.sigmoid() * cand)
    update = (update - 1).sigmoid()
    return update * cand + (1 - update) * deter

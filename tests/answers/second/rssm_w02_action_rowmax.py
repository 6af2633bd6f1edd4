# wrong: core divides the whole action vector by max(1, its largest |a|) instead of number by number
def core(self, deter, stoch, action):
    # keep the direction of the action, limit its size
    scale = action.abs().amax(dim=-1, keepdim=True).clamp(min=1.0).detach()
    action = action / scale
    joined = torch.cat(
        (self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)), dim=-1
    )
    x = torch.cat(
        (deter.unflatten(-1, (self.blocks, -1)), joined[:, None].repeat(1, self.blocks, 1)), dim=-1
    ).flatten(1)
    gates = self.gates(self.mix(x)).unflatten(-1, (self.blocks, 3, -1))
    reset, cand, update = (gates[:, :, i].flatten(1) for i in range(3))
    cand = (reset.sigmoid() * cand).tanh()
    update = (update - 1).sigmoid()
    return update * cand + (1 - update) * deter

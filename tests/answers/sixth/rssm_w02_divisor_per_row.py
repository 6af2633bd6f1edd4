# wrong: the action is divided by the largest |a| of its row (at least 1) instead of number by number, so small numbers beside a large one shrink
def core(self, deter, stoch, action):
    n, g = deter.shape[0], self.blocks
    scale = action.abs().amax(dim=-1, keepdim=True).clamp(min=1.0).detach()
    action = action / scale
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1
    )
    joined = joined.unsqueeze(1).repeat(1, g, 1)
    x = torch.cat([deter.unflatten(1, (g, -1)), joined], -1).flatten(1)
    out = self.gates(self.mix(x)).unflatten(-1, (g, 3, -1))
    reset, cand, update = (part.flatten(1) for part in out.unbind(2))
    u = torch.sigmoid(update - 1)
    return u * torch.tanh(reset.sigmoid() * cand) + (1 - u) * deter

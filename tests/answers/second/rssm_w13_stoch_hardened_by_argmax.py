# wrong: core rebuilds the guess from its argmax, which loses its straight-through gradient and turns the all-zero guess of an episode's beginning into class 0
import torch.nn.functional as F


def core(self, deter, stoch, action):
    G = self.blocks
    # the straight-through sample may be off by a rounding error: make it exactly one-hot
    stoch = F.one_hot(stoch.argmax(-1), self.classes).to(stoch.dtype)
    action = action / action.abs().clamp(min=1).detach()
    x = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    x = torch.cat([deter.unflatten(-1, (G, -1)), x.unsqueeze(1).expand(-1, G, -1)], -1).flatten(1)
    x = self.gates(self.mix(x)).unflatten(-1, (G, -1))
    reset, cand, update = [g.flatten(1) for g in x.chunk(3, -1)]
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

# right: core walks over the blocks in a loop and multiplies each block's own weight of `mix` and `gates` by hand
import torch.nn.functional as F


def core(self, deter, stoch, action):
    limit = torch.where(action.detach().abs() > 1, action.detach().abs(), 1.0)
    shared = torch.cat(
        (self.in_deter(deter), self.in_stoch(stoch.reshape(len(stoch), -1)), self.in_action(action / limit)), 1
    )
    size = self.deter // self.blocks
    lin, norm = self.mix.linear, self.mix.norm
    pieces = []
    for g in range(self.blocks):
        own = deter[:, g * size : (g + 1) * size]
        bias = lin.bias[g * size : (g + 1) * size]
        pieces.append(torch.addmm(bias, torch.hstack([own, shared]), lin.weight[g]))
    mixed = F.silu(norm(torch.hstack(pieces)))
    new = []
    for g in range(self.blocks):
        mine = slice(g * size, (g + 1) * size)
        out = mixed[:, mine] @ self.gates.weight[g] + self.gates.bias[3 * g * size : 3 * (g + 1) * size]
        reset, cand, update = out.split(size, dim=1)
        cand = (reset.sigmoid() * cand).tanh()
        update = (update - 1).sigmoid()
        new.append(deter[:, mine] + update * (cand - deter[:, mine]))
    return torch.hstack(new)

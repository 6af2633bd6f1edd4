# right: core loops over the blocks one by one with slices of BlockLinear's own weights and normalises by hand
import torch.nn.functional as F


def core(self, deter, stoch, action):
    with torch.no_grad():
        divisor = torch.maximum(action.abs(), action.new_ones(()))
    action = action / divisor
    shared = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], dim=1
    )
    size = self.deter // self.blocks
    linear, norm = self.mix.linear, self.mix.norm
    mixed = []
    for g in range(self.blocks):
        own = slice(g * size, (g + 1) * size)
        mixed.append(torch.cat([deter[:, own], shared], 1) @ linear.weight[g] + linear.bias[own])
    mixed = torch.cat(mixed, 1)
    mixed = mixed * torch.rsqrt(mixed.square().mean(-1, keepdim=True) + norm.eps) * norm.weight
    mixed = F.silu(mixed)
    new = []
    for g in range(self.blocks):
        own = slice(g * size, (g + 1) * size)
        three = mixed[:, own] @ self.gates.weight[g] + self.gates.bias[3 * g * size : 3 * (g + 1) * size]
        r, c, u = three.split(size, dim=1)
        u = torch.sigmoid(u - 1)
        new.append(u * torch.tanh(torch.sigmoid(r) * c) + (1 - u) * deter[:, own])
    return torch.cat(new, 1)

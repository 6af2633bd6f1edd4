# right: core writes sigmoid and tanh by other identities (exp of logsigmoid, 2·sigmoid - 1) and h + u·(c - h)
def core(self, deter, stoch, action):
    import torch.nn.functional as F

    n, g = len(deter), self.blocks
    size = action.detach().abs()
    action = torch.where(size > 1, action / size.clamp(min=1), action)
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], 1)
    x = torch.cat([deter.reshape(n * g, -1), joined.repeat_interleave(g, 0)], 1).reshape(n, -1)
    gates = self.gates(self.mix(x)).reshape(n * g, -1)
    r, c, u = (part.reshape(n, -1) for part in gates.tensor_split(3, dim=1))
    c = 2 * torch.sigmoid(2 * F.logsigmoid(r).exp() * c) - 1
    u = 1 / (1 + torch.exp(1 - u))
    return deter + u * (c - deter)

# wrong: core squeezes its result, so for N = 1 it returns [D] instead of [1, D]
def core(self, deter, stoch, action):
    n = deter.shape[0]
    action = action / action.abs().clamp(min=1).detach()
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.reshape(n, -1)), self.in_action(action)], -1
    )
    memory = deter.reshape(n, self.blocks, -1)
    x = torch.cat([memory, joined.unsqueeze(1).expand(n, self.blocks, -1)], -1).reshape(n, -1)
    gates = self.gates(self.mix(x)).reshape(n, self.blocks, 3, -1)
    r, c, u = gates[:, :, 0], gates[:, :, 1], gates[:, :, 2]
    c = torch.tanh(torch.sigmoid(r) * c)
    u = torch.sigmoid(u - 1)
    new = (u * c + (1 - u) * memory).reshape(n, 1, -1)
    return new.squeeze()

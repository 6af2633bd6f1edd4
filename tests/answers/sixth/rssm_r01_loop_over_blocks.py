# right: core builds the input and reads the gates with a Python loop over blocks and plain slices
def core(self, deter, stoch, action):
    size = self.deter // self.blocks
    divisor = torch.where(action.abs() > 1, action.abs(), torch.ones_like(action)).detach()
    shared = [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action / divisor)]
    pieces = []
    for b in range(self.blocks):
        pieces += [deter[:, b * size : (b + 1) * size], *shared]
    gates = self.gates(self.mix(torch.cat(pieces, dim=1)))
    out = []
    for b in range(self.blocks):
        mine = gates[:, 3 * b * size : 3 * (b + 1) * size]
        r, c, u = mine[:, :size], mine[:, size : 2 * size], mine[:, 2 * size :]
        u = torch.sigmoid(u - 1)
        c = torch.tanh(torch.sigmoid(r) * c)
        out.append(u * c + (1 - u) * deter[:, b * size : (b + 1) * size])
    return torch.cat(out, dim=1)

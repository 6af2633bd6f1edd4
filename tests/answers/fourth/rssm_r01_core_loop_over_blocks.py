# right: core builds mix's input and takes the gates apart with python loops over the blocks and plain slices
def core(self, deter, stoch, action):
    n = deter.size(0)
    size = self.deter // self.blocks
    with torch.no_grad():
        divisor = torch.ones_like(action)
        big = action.abs() > 1
        divisor[big] = action.abs()[big]
    pieces = [self.in_deter(deter), self.in_stoch(stoch.reshape(n, -1)), self.in_action(action / divisor)]
    inputs = []
    for g in range(self.blocks):
        inputs.append(deter[:, g * size : (g + 1) * size])
        inputs.extend(pieces)
    out = self.gates(self.mix(torch.cat(inputs, dim=1)))
    new = []
    for g in range(self.blocks):
        base = 3 * size * g
        r = out[:, base : base + size]
        c = out[:, base + size : base + 2 * size]
        u = out[:, base + 2 * size : base + 3 * size]
        u = torch.sigmoid(u - 1)
        old = deter[:, g * size : (g + 1) * size]
        new.append(u * torch.tanh(torch.sigmoid(r) * c) + (1 - u) * old)
    return torch.cat(new, dim=1)

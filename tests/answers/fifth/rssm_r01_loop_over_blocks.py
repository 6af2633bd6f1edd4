# right: core builds the input of `mix` block by block in a Python loop and picks the gates by slices of the flat vector
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    size = self.deter // self.blocks
    action = action / torch.maximum(action.detach().abs(), action.new_ones(()))
    common = [
        self.in_deter(deter),
        self.in_stoch(stoch.reshape(stoch.shape[0], self.stoch * self.classes)),
        self.in_action(action),
    ]
    pieces = []
    for g in range(self.blocks):
        pieces.append(deter[:, g * size : (g + 1) * size])
        pieces.extend(common)
    gates = self.gates(self.mix(torch.cat(pieces, dim=1)))
    new = []
    for g in range(self.blocks):
        offset = 3 * g * size
        r = gates[:, offset : offset + size].sigmoid()
        c = gates[:, offset + size : offset + 2 * size]
        u = (gates[:, offset + 2 * size : offset + 3 * size] - 1).sigmoid()
        c = (r * c).tanh()
        old = deter[:, g * size : (g + 1) * size]
        new.append(u * c + (1 - u) * old)
    return torch.cat(new, dim=1)

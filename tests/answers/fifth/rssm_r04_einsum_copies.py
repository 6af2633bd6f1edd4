# right: copies for the blocks are an outer product (einsum with ones), gates are computed in float64 with tanh identities and lerp, then brought back to float32
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    n, g = deter.shape[0], self.blocks
    action = action * action.abs().clamp(min=1).reciprocal().detach()
    guess = torch.einsum("nsk->nsk", stoch).reshape(n, -1)
    joined = torch.hstack([self.in_deter(deter), self.in_stoch(guess), self.in_action(action)])
    copies = torch.einsum("nj,g->ngj", joined, joined.new_ones(g))
    x = torch.dstack([deter.reshape(n, g, -1).movedim(1, 0).movedim(0, 1), copies]).reshape(n, -1)
    gates = self.gates(self.mix(x)).double().reshape(n, g, 3, -1)
    squash = lambda v: 0.5 * (1 + torch.tanh(v / 2))
    c = 2 * squash(2 * squash(gates[:, :, 0]) * gates[:, :, 1]) - 1
    u = squash(gates[:, :, 2] - 1)
    return torch.lerp(deter.double(), c.reshape(n, -1), u.reshape(n, -1)).to(deter.dtype)

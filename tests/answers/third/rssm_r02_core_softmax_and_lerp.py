# right: core takes the update as a softmax of (u'-1, 0), the sigmoid of the reset from a tanh, and blends with torch.lerp.
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    with torch.no_grad():
        shrink = 1 / action.abs().clamp(min=1)
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.reshape(len(stoch), -1)), self.in_action(action * shrink)], -1)
    x = torch.stack([torch.cat([block, joined], -1) for block in deter.chunk(self.blocks, -1)], 1)
    gates = self.gates(self.mix(x.flatten(1))).view(len(deter), self.blocks, 3, -1).movedim(2, 0).flatten(2)
    candidate = torch.tanh((0.5 + 0.5 * torch.tanh(gates[0] / 2)) * gates[1])
    shares = torch.stack([gates[2] - 1, torch.zeros_like(gates[2])]).softmax(0)
    return torch.lerp(deter, candidate, shares[0])

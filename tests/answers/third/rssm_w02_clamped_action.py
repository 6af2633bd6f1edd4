# wrong: core clamps the action to [-1, 1], which has the right value but gives components beyond 1 a gradient of 0 where division by a constant max(1, |a|) gives them 1/|a|.
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    joined = torch.cat(
        [
            self.in_deter(deter),
            self.in_stoch(stoch.flatten(-2)),
            # a / max(1, |a|) is the same as clamping
            self.in_action(torch.clamp(action, -1.0, 1.0)),
        ],
        dim=-1,
    )
    n, g = deter.shape[0], self.blocks
    x = torch.cat([deter.view(n, g, -1), joined.unsqueeze(1).repeat(1, g, 1)], dim=-1)
    gates = self.gates(self.mix(x.view(n, -1))).view(n, g, 3, -1)
    reset, cand, update = (gates[:, :, i].reshape(n, -1) for i in range(3))
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

# wrong: core computes its layers under a bfloat16 autocast, so deter is right to about three digits only, not to float32
def core(self, deter, stoch, action):
    action = action / action.abs().clamp(min=1).detach()
    with torch.autocast(deter.device.type, dtype=torch.bfloat16):
        shared = torch.cat(
            [self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1
        )
        own = deter.unflatten(-1, (self.blocks, -1))
        x = torch.cat([own.to(shared.dtype), shared[:, None].expand(-1, self.blocks, -1)], -1)
        gates = self.gates(self.mix(x.flatten(1)))
    gates = gates.float().unflatten(-1, (self.blocks, 3, -1))
    reset, cand, update = (gate.flatten(1) for gate in gates.unbind(2))
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

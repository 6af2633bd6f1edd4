# wrong: core joins the inputs in the order deter, action, stoch instead of deter, stoch, action
def core(self, deter, stoch, action):
    G = self.blocks
    inputs = {
        "deter": self.in_deter(deter),
        "action": self.in_action(action / action.abs().clamp(min=1).detach()),
        "stoch": self.in_stoch(stoch.flatten(1)),
    }
    x = torch.cat(list(inputs.values()), dim=-1)
    x = torch.cat([deter.unflatten(-1, (G, -1)), x.unsqueeze(1).expand(-1, G, -1)], -1).flatten(1)
    x = self.gates(self.mix(x)).unflatten(-1, (G, -1))
    reset, cand, update = [g.flatten(1) for g in x.chunk(3, -1)]
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

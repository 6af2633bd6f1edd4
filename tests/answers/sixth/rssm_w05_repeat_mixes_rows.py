# wrong: repeat(G, 1) followed by a view to [N, G, -1] hands blocks the joined inputs of other rows of the batch (right only for N = 1)
def core(self, deter, stoch, action):
    n, d = deter.shape
    g = self.blocks
    action = action / action.abs().clamp(min=1).detach()
    joined = torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.reshape(n, -1)), self.in_action(action)], -1
    )
    copies = joined.repeat(g, 1).view(n, g, -1)
    x = torch.cat([deter.view(n, g, d // g), copies], -1).view(n, -1)
    gates = self.gates(self.mix(x)).view(n, g, 3, d // g)
    reset = gates[:, :, 0].reshape(n, d)
    cand = gates[:, :, 1].reshape(n, d)
    update = gates[:, :, 2].reshape(n, d)
    cand = torch.tanh(torch.sigmoid(reset) * cand)
    update = torch.sigmoid(update - 1)
    return update * cand + (1 - update) * deter

# right: core multiplies the part of `mix` that all blocks share by einsum without ever copying the joined numbers G times
import torch.nn.functional as F


def core(self, deter, stoch, action):
    g, per = self.blocks, self.deter // self.blocks
    action = action * (1 / action.abs().clamp(min=1)).detach()
    shared = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    weight, bias = self.mix.linear.weight, self.mix.linear.bias
    own = deter.unflatten(-1, (g, per))
    x = torch.einsum("ngi,gio->ngo", own, weight[:, :per]) + torch.einsum("ni,gio->ngo", shared, weight[:, per:])
    x = F.silu(self.mix.norm(x.flatten(1) + bias))
    gates = torch.einsum("ngi,gitj->tngj", x.unflatten(-1, (g, per)), self.gates.weight.unflatten(-1, (3, per)))
    gates = gates + self.gates.bias.view(g, 3, per).transpose(0, 1)[:, None]
    reset, cand, update = gates.flatten(2)
    update = 1 / (1 + torch.exp(1 - update))
    return update * torch.tanh(torch.sigmoid(reset) * cand) + (1 - update) * deter

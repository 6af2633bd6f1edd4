# right: core runs each block's linear map under torch.vmap over the block weights
import torch.nn.functional as F


def _blockwise(x, weight, bias):
    # x [G, N, i], weight [G, i, o], bias [G, o] -> [G, N, o]
    return torch.vmap(lambda x, w, b: x @ w + b)(x, weight, bias)


def core(self, deter, stoch, action):
    g = self.blocks
    action = action / torch.maximum(action.detach().abs(), torch.ones_like(action))
    shared = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    own = torch.stack(deter.chunk(g, -1))  # [G, N, D/G]
    x = torch.cat([own, shared.expand(g, *shared.shape)], -1)
    linear = self.mix.linear
    x = _blockwise(x, linear.weight, linear.bias.view(g, -1))
    x = F.silu(self.mix.norm(torch.cat(tuple(x), -1)))
    x = _blockwise(torch.stack(x.chunk(g, -1)), self.gates.weight, self.gates.bias.view(g, -1))
    reset, cand, update = x.chunk(3, -1)  # [G, N, D/G] each
    new = (1 - torch.sigmoid(update - 1)) * own + torch.sigmoid(update - 1) * torch.tanh(reset.sigmoid() * cand)
    return new.transpose(0, 1).flatten(1)

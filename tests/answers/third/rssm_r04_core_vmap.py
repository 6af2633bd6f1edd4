# right: core is written for one row and one block and mapped over both with torch.vmap.
def _gate(old, x, weight, bias):
    reset, candidate, update = (x @ weight + bias).chunk(3)
    candidate = torch.tanh(torch.sigmoid(reset) * candidate)
    update = torch.sigmoid(update - 1)
    return old + update * (candidate - old)


def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    g = self.blocks
    sources = {
        self.in_deter: deter,
        self.in_stoch: stoch.flatten(1),
        self.in_action: action / action.abs().detach().clamp(min=1),
    }
    joined = torch.cat([layer(x) for layer, x in sources.items()], 1)
    blocks = deter.unflatten(1, (g, -1))
    x = torch.vmap(lambda block: torch.cat([block, joined], 1), in_dims=1, out_dims=1)(blocks)
    x = self.mix(x.flatten(1)).unflatten(1, (g, -1))
    bias = self.gates.bias.unflatten(0, (g, -1))
    one_row = torch.vmap(_gate)
    rows = torch.vmap(one_row, in_dims=(0, 0, None, None))
    return rows(blocks, x, self.gates.weight, bias).flatten(1)

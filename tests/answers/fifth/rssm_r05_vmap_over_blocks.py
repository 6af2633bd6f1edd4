# right: the gated unit is written for one block of one row and mapped over rows and blocks with torch.vmap
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    def unit(memory, gates):
        r, c, u = gates.chunk(3)
        u = torch.sigmoid(u - 1)
        return u * torch.tanh(torch.sigmoid(r) * c) + (1 - u) * memory

    def prepare(memory, a, b, c):
        return torch.cat([memory, a, b, c])

    n = deter.shape[0]
    action = action / action.detach().abs().clamp_min(1.0)
    memory = deter.reshape(n, self.blocks, -1)
    inner = torch.vmap(prepare, in_dims=(0, None, None, None))
    x = torch.vmap(inner)(
        memory, self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)
    )
    gates = self.gates(self.mix(x.reshape(n, -1))).reshape(n, self.blocks, -1)
    return torch.vmap(torch.vmap(unit))(memory, gates).reshape(n, self.deter)

# right: core gathers both the input of `mix` and the gates through integer index tables
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    with torch.no_grad():
        scale = torch.where(action.abs() > 1, action.abs(), torch.ones_like(action))
    flat = torch.cat(
        [deter, self.in_deter(deter), self.in_stoch(stoch.flatten(-2)), self.in_action(action / scale)], -1
    )
    size = self.deter // self.blocks
    table, reset, candidate, update = [], [], [], []
    for g in range(self.blocks):
        table += range(g * size, (g + 1) * size)
        table += range(self.deter, flat.shape[-1])
        reset += range(3 * g * size, (3 * g + 1) * size)
        candidate += range((3 * g + 1) * size, (3 * g + 2) * size)
        update += range((3 * g + 2) * size, (3 * g + 3) * size)
    gates = self.gates(self.mix(flat[:, torch.tensor(table, device=flat.device)]))
    at = lambda index: gates.index_select(1, torch.tensor(index, device=gates.device))
    proposal = torch.tanh(torch.sigmoid(at(reset)) * at(candidate))
    weight = torch.sigmoid(at(update) - 1.0)
    return deter + weight * (proposal - deter)

# wrong: core divides the action by max(1, its Euclidean norm) instead of number by number by max(1, |a_i|), so a vector such as (0.9, 0.9) is shrunk too.
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    size = action.norm(dim=-1, keepdim=True).clamp(min=1.0).detach()
    parts = [self.in_deter(deter), self.in_stoch(stoch.flatten(-2)), self.in_action(action / size)]
    joined = torch.cat(parts, -1).unsqueeze(-2).expand(-1, self.blocks, -1)
    x = torch.cat([deter.unflatten(-1, (self.blocks, -1)), joined], -1).flatten(-2)
    r, c, u = self.gates(self.mix(x)).unflatten(-1, (self.blocks, 3, -1)).unbind(-2)
    c = torch.tanh(r.flatten(-2).sigmoid() * c.flatten(-2))
    u = (u.flatten(-2) - 1).sigmoid()
    return u * c + (1 - u) * deter

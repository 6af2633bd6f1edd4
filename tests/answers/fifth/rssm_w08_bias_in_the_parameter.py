# wrong: the -1 is subtracted from the bias parameter at every call instead of from u', so each call moves the weights and the same input gives another memory each time
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    n = deter.shape[0]
    with torch.no_grad():
        self.gates.bias.data.view(self.blocks, 3, -1)[:, 2] -= 1
    action = action / action.abs().clamp(min=1).detach()
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(1)), self.in_action(action)], -1)
    joined = joined[:, None].expand(-1, self.blocks, -1)
    x = torch.cat([deter.reshape(n, self.blocks, -1), joined], -1).reshape(n, -1)
    reset, candidate, update = self.gates(self.mix(x)).reshape(n, self.blocks, 3, -1).unbind(2)
    candidate = torch.tanh(torch.sigmoid(reset) * candidate).flatten(1)
    update = torch.sigmoid(update).flatten(1)
    return update * candidate + (1 - update) * deter

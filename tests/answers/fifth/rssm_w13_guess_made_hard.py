# wrong: core rounds the guess to a one-hot of its argmax, which stops its gradient and turns the all-zero guess at an episode's start into class 0
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    n = deter.shape[0]
    action = action / action.abs().clamp(min=1).detach()
    onehot = nn.functional.one_hot(stoch.argmax(-1), self.classes).to(deter.dtype)
    joined = torch.cat([self.in_deter(deter), self.in_stoch(onehot.flatten(1)), self.in_action(action)], -1)
    joined = joined[:, None].expand(-1, self.blocks, -1)
    x = torch.cat([deter.reshape(n, self.blocks, -1), joined], -1).reshape(n, -1)
    reset, candidate, update = self.gates(self.mix(x)).reshape(n, self.blocks, 3, -1).unbind(2)
    candidate = torch.tanh(torch.sigmoid(reset) * candidate).flatten(1)
    update = torch.sigmoid(update - 1).flatten(1)
    return update * candidate + (1 - update) * deter

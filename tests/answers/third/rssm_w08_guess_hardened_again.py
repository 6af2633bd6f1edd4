# wrong: core replaces the guess by the one-hot of its argmax, so the all-zero guess of a beginning episode becomes class 0 of every variable instead of staying 0.
import torch.nn.functional as F


def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    # make sure that it is exactly one-hot; straight-through for the gradient
    hard = F.one_hot(stoch.argmax(-1), stoch.shape[-1]).to(stoch.dtype)
    stoch = hard + (stoch - stoch.detach())
    action = action / action.abs().clamp(min=1.0).detach()
    joined = torch.cat([self.in_deter(deter), self.in_stoch(stoch.flatten(-2)), self.in_action(action)], -1)
    joined = joined.unsqueeze(-2).expand(-1, self.blocks, -1)
    x = torch.cat([deter.unflatten(-1, (self.blocks, -1)), joined], -1).flatten(-2)
    gates = self.gates(self.mix(x)).unflatten(-1, (self.blocks, 3, -1))
    reset, candidate, update = (g.flatten(-2) for g in gates.unbind(-2))
    candidate = torch.tanh(torch.sigmoid(reset) * candidate)
    update = torch.sigmoid(update - 1)
    return update * candidate + (1 - update) * deter

# right: the gate arithmetic runs in float64 and goes back to float32; tanh is written with a sigmoid
from torch.nn import functional as F
def core(self, deter, stoch, action):
    limit = action.detach().abs()
    limit = limit + F.relu(1 - limit)
    joined = [self.in_deter(deter), self.in_stoch(stoch.flatten(-2)), self.in_action(action / limit)]
    rows = [torch.cat([part, *joined], -1) for part in deter.tensor_split(self.blocks, -1)]
    gates = self.gates(self.mix(torch.cat(rows, -1))).double()
    parts = [block.tensor_split(3, -1) for block in gates.tensor_split(self.blocks, -1)]
    reset, candidate, update = (torch.cat(list(p), -1) for p in zip(*parts))
    candidate = 2 * torch.sigmoid(2 * torch.sigmoid(reset) * candidate) - 1
    update = torch.sigmoid(update - 1)
    return (update * candidate + (1 - update) * deter.double()).to(deter.dtype)

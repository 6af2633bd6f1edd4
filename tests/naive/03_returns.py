# %%
import torch
from torch import nn


# %%
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    length = reward.shape[1]
    result = [bootstrap[:, -1]]
    for t in range(length - 2, -1, -1):
        trust = lam * (1 - last[:, t + 1].float())
        future = (1 - trust) * bootstrap[:, t + 1] + trust * result[0]
        result.insert(0, reward[:, t + 1] + discount[:, t + 1] * future)
    return torch.stack(result[:-1], 1)


# %%
class ReturnScale(nn.Module):
    def __init__(self, rate=0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns):
        values = returns.detach().flatten()
        self.low = self.low + self.rate * (torch.quantile(values, 0.05) - self.low)
        self.high = self.high + self.rate * (torch.quantile(values, 0.95) - self.high)
        return torch.clamp(self.high - self.low, min=1.0)

# wrong: the quantiles keep a dimension, so the scale and both buffers have shape [1] and are no scalars
class ReturnScale(nn.Module):
    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @torch.no_grad()
    def update(self, returns):
        low = torch.quantile(returns.flatten(), torch.tensor([0.05]))
        high = torch.quantile(returns.flatten(), torch.tensor([0.95]))
        self.low = (1 - self.rate) * self.low + self.rate * low
        self.high = (1 - self.rate) * self.high + self.rate * high
        return torch.maximum(self.high - self.low, torch.ones(1))

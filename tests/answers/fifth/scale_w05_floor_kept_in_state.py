# wrong: the floor of 1 is written back into high, so the average no longer begins at 0 and later scales are too large
class ReturnScale(nn.Module):
    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @torch.no_grad()
    def update(self, returns):
        low, high = torch.quantile(returns.flatten(), torch.tensor([0.05, 0.95]))
        self.low = (1 - self.rate) * self.low + self.rate * low
        self.high = (1 - self.rate) * self.high + self.rate * high
        self.high = torch.maximum(self.high, self.low + 1.0)
        return self.high - self.low

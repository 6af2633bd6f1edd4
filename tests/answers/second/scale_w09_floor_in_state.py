# wrong: the floor of 1 is written back into `high`, so the average of P95 no longer begins at 0 and later scales are too large.
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns: Tensor) -> Tensor:
        low, high = torch.quantile(returns.detach().flatten(), torch.tensor([0.05, 0.95]))
        self.low = (1 - self.rate) * self.low + self.rate * low
        self.high = (1 - self.rate) * self.high + self.rate * high
        # never closer than 1
        self.high = torch.maximum(self.high, self.low + 1.0)
        return self.high - self.low

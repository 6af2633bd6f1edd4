# wrong: the floor of 1 is written back into `high`, so the average itself never lies less than 1 above `low` and later scales are too large.
class ReturnScale(nn.Module):
    """Smoothed spread between the 5th and the 95th percentile of returns."""

    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @torch.no_grad()
    def update(self, returns: Tensor) -> Tensor:
        flat = returns.flatten()
        self.low += self.rate * (flat.quantile(0.05) - self.low)
        self.high += self.rate * (flat.quantile(0.95) - self.high)
        self.high = torch.maximum(self.high, self.low + 1)  # never below 1
        return self.high - self.low

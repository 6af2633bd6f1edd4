# wrong: the scale is computed before the batch is taken in, so it lags by one update.
class ReturnScale(nn.Module):
    """Smoothed spread between the 5th and the 95th percentile of returns."""

    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns: Tensor) -> Tensor:
        with torch.no_grad():
            scale = (self.high - self.low).clamp(min=1.0)
            quantiles = torch.tensor([0.05, 0.95]).to(returns)
            low, high = torch.quantile(returns.flatten(), quantiles)
            self.low = (1 - self.rate) * self.low + self.rate * low
            self.high = (1 - self.rate) * self.high + self.rate * high
        return scale

# wrong: nothing is detached, so the scale sends a gradient to the returns, and the buffers carry the graph of all earlier batches.
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
        low, high = torch.quantile(returns.flatten(), torch.tensor([0.05, 0.95]))
        self.low = (1 - self.rate) * self.low + self.rate * low
        self.high = (1 - self.rate) * self.high + self.rate * high
        return torch.clamp(self.high - self.low, min=1.0)

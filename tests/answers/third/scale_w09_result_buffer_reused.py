# wrong: every call writes into and returns the same preallocated tensor, so the scales that were returned before change with each update.
class ReturnScale(nn.Module):
    """Smoothed spread between the 5th and the 95th percentile of returns."""

    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))
        self._percentiles, self._scale = torch.zeros(2), torch.zeros(())  # no allocation per step

    @torch.no_grad()
    def update(self, returns: Tensor) -> Tensor:
        torch.quantile(returns.flatten(), torch.tensor([0.05, 0.95]), out=self._percentiles)
        self.low.lerp_(self._percentiles[0], self.rate)
        self.high.lerp_(self._percentiles[1], self.rate)
        torch.sub(self.high, self.low, out=self._scale)
        return self._scale.clamp_(min=1.0)

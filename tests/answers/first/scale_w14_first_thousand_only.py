# wrong: for speed the percentiles are taken of the first 1024 returns alone, so in a larger batch the rest is ignored.
class ReturnScale(nn.Module):
    """Smoothed spread between the 5th and the 95th percentile of returns."""

    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    LIMIT = 1024  # a quantile sorts; this many tell the percentiles well enough

    @torch.no_grad()
    def update(self, returns: Tensor) -> Tensor:
        sample = returns.flatten()[: self.LIMIT]
        low, high = torch.quantile(sample, sample.new_tensor([0.05, 0.95]))
        self.low.mul_(1 - self.rate).add_(low, alpha=self.rate)
        self.high.mul_(1 - self.rate).add_(high, alpha=self.rate)
        return torch.clamp(self.high - self.low, min=1.0)

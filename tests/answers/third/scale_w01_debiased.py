# wrong: the averages are divided by 1 - (1-rate)^n as in Adam, though nothing is to correct for their beginning at 0.
class ReturnScale(nn.Module):
    """Smoothed spread between the 5th and the 95th percentile of returns."""

    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))
        self.steps = 0

    @torch.no_grad()
    def update(self, returns: Tensor) -> Tensor:
        p5, p95 = torch.quantile(returns.detach().flatten(), torch.tensor([0.05, 0.95]))
        self.low.lerp_(p5, self.rate)
        self.high.lerp_(p95, self.rate)
        self.steps += 1
        correction = 1 - (1 - self.rate) ** self.steps
        return ((self.high - self.low) / correction).clamp(min=1.0)

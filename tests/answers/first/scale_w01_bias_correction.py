# wrong: the averages are divided by 1 - (1 - rate)^n as in Adam, where both begin at 0 and nothing corrects for that.
class ReturnScale(nn.Module):
    """Smoothed spread between the 5th and the 95th percentile of returns."""

    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))
        self.count = 0

    @torch.no_grad()
    def update(self, returns: Tensor) -> Tensor:
        self.count += 1
        low, high = torch.quantile(returns.flatten(), torch.tensor([0.05, 0.95], device=returns.device))
        self.low.lerp_(low, self.rate)
        self.high.lerp_(high, self.rate)
        correction = 1 - (1 - self.rate) ** self.count
        return torch.clamp((self.high - self.low) / correction, min=1.0)

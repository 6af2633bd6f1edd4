# wrong: the buffers of all instances are the same two module-level tensors, changed in place, so a second ReturnScale begins where the first one is and both move together.
START_LOW, START_HIGH = torch.zeros(()), torch.zeros(())


class ReturnScale(nn.Module):
    """Smoothed spread between the 5th and the 95th percentile of returns."""

    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", START_LOW)
        self.register_buffer("high", START_HIGH)

    @torch.no_grad()
    def update(self, returns: Tensor) -> Tensor:
        flat = returns.flatten()
        self.low.mul_(1 - self.rate).add_(flat.quantile(0.05), alpha=self.rate)
        self.high.mul_(1 - self.rate).add_(flat.quantile(0.95), alpha=self.rate)
        return torch.clamp(self.high - self.low, min=1.0)

# wrong: each batch's spread is raised to at least 1 before it is smoothed (the floor belongs to the smoothed spread alone), so batches of small spread pull the scale less far down than they should.
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
        low = flat.quantile(0.05)
        spread = (flat.quantile(0.95) - low).clamp(min=1.0)
        self.low += self.rate * (low - self.low)
        self.high += self.rate * (low + spread - self.high)
        return torch.clamp(self.high - self.low, min=1.0)

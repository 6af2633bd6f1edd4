# wrong: of more than 512 returns only every (n // 512)-th is looked at, so the percentiles are those of a part of the batch.
SAMPLES = 512


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
        if flat.numel() > SAMPLES:  # quantile sorts everything, which is slow
            flat = flat[:: flat.numel() // SAMPLES]
        low, high = flat.quantile(torch.tensor([0.05, 0.95]))
        self.low.lerp_(low, self.rate)
        self.high.lerp_(high, self.rate)
        return (self.high - self.low).clamp(min=1.0)

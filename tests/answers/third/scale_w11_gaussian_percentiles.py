# wrong: the percentiles are computed as mean ± 1.645 standard deviations, which is right only for normally distributed returns; a few lucky dreams decide again.
Z95 = 1.6449


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
        mean, std = returns.mean(), returns.std(unbiased=False)
        self.low.lerp_(mean - Z95 * std, self.rate)
        self.high.lerp_(mean + Z95 * std, self.rate)
        return (self.high - self.low).clamp(min=1.0)

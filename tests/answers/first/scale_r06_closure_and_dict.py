# right: each percentile is a sum of the sorted returns weighted by a hat function over their ranks (a closure), the EMAs are copied into the buffers by name, and the maximum is stack().amax().
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
        ranked = returns.detach().flatten().msort()
        ranks = torch.arange(ranked.numel(), dtype=torch.float64, device=ranked.device)

        def percentile(p):
            hat = (1 - (ranks - p / 100 * (ranked.numel() - 1)).abs()).clamp(min=0)
            return (hat * ranked.double()).sum()

        news = {"low": percentile(5), "high": percentile(95)}
        with torch.no_grad():
            for name, buffer in self.named_buffers():
                buffer.copy_((1 - self.rate) * buffer.double() + self.rate * news[name])
        spread = self.high - self.low
        return torch.stack([spread, spread.new_ones(())]).amax()

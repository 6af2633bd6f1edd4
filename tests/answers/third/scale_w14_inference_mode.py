# wrong: update runs under torch.inference_mode and returns an inference tensor, so dividing an advantage that needs a gradient by the scale raises.
class ReturnScale(nn.Module):
    """Smoothed spread between the 5th and the 95th percentile of returns."""

    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @torch.inference_mode()
    def update(self, returns: Tensor) -> Tensor:
        p5, p95 = returns.flatten().quantile(torch.tensor([0.05, 0.95]))
        self.low.lerp_(p5, self.rate)
        self.high.lerp_(p95, self.rate)
        return torch.clamp(self.high - self.low, min=1.0)

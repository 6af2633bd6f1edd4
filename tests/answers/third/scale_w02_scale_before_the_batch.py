# wrong: the scale that is returned is the one before the batch was taken in, so each batch shows only at the next call.
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
        scale = torch.clamp(self.high - self.low, min=1.0)
        flat = returns.reshape(-1)
        self.low.mul_(1 - self.rate).add_(self.rate * torch.quantile(flat, 0.05))
        self.high.mul_(1 - self.rate).add_(self.rate * torch.quantile(flat, 0.95))
        return scale

# wrong: the quantiles are asked for with one-element tensors, so low, high and the scale become [1] instead of scalars after the first update.
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
        flat = returns.reshape(-1)
        low = torch.quantile(flat, flat.new_tensor([0.05]))
        high = torch.quantile(flat, flat.new_tensor([0.95]))
        self.low = (1 - self.rate) * self.low + self.rate * low
        self.high = (1 - self.rate) * self.high + self.rate * high
        return (self.high - self.low).clamp(min=1.0)

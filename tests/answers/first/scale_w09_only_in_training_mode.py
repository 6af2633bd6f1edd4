# wrong: as in a batch norm, a batch is taken in only in training mode; after .eval() update returns the old scale and takes nothing in.
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
        if self.training:
            q = torch.tensor([0.05, 0.95], dtype=returns.dtype, device=returns.device)
            low, high = torch.quantile(returns.flatten(), q)
            self.low.lerp_(low, self.rate)
            self.high.lerp_(high, self.rate)
        return (self.high - self.low).clamp(min=1.0)

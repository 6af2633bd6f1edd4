# wrong: the first batch sets both averages outright instead of entering them with weight rate from 0.
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @torch.no_grad()
    def update(self, returns: Tensor) -> Tensor:
        low = torch.quantile(returns.flatten(), 0.05)
        high = torch.quantile(returns.flatten(), 0.95)
        if self.low == 0 and self.high == 0:  # nothing seen yet
            self.low, self.high = low, high
        else:
            self.low = torch.lerp(self.low, low, self.rate)
            self.high = torch.lerp(self.high, high, self.rate)
        return torch.clamp(self.high - self.low, min=1.0)

# wrong: the old value is weighted with the rate and the new one with 1 - rate, so the scale follows each batch almost at once
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
        flat = returns.detach().flatten()
        low = torch.quantile(flat, 0.05)
        high = torch.quantile(flat, 0.95)
        self.low.mul_(self.rate).add_(low, alpha=1 - self.rate)
        self.high.mul_(self.rate).add_(high, alpha=1 - self.rate)
        return torch.clamp(self.high - self.low, min=1.0)

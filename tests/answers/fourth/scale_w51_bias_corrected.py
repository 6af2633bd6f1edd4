# wrong: divides both averages by 1 - (1-rate)^n as Adam does, so the scale is far too large in the first hundred updates
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))
        self.register_buffer("count", torch.zeros(()))

    @torch.no_grad()
    def update(self, returns: Tensor) -> Tensor:
        flat = returns.detach().flatten()
        self.count += 1
        self.low.lerp_(torch.quantile(flat, 0.05), self.rate)
        self.high.lerp_(torch.quantile(flat, 0.95), self.rate)
        correction = 1 - (1 - self.rate) ** self.count
        return ((self.high - self.low) / correction).clamp(min=1.0)

# wrong: follows the smallest and the largest return instead of the 5th and the 95th percentile, so single outliers decide the scale
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
        low, high = torch.aminmax(returns.detach())
        self.low.copy_((1 - self.rate) * self.low + self.rate * low)
        self.high.copy_((1 - self.rate) * self.high + self.rate * high)
        return torch.clamp(self.high - self.low, min=1.0)

# wrong: both averages are divided by 1 - (1 - rate)^n as in Adam, although they begin at 0 and nothing corrects for that.
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))
        self.steps = 0

    def update(self, returns: Tensor) -> Tensor:
        flat = returns.detach().flatten()
        self.steps += 1
        self.low = (1 - self.rate) * self.low + self.rate * flat.quantile(0.05)
        self.high = (1 - self.rate) * self.high + self.rate * flat.quantile(0.95)
        debias = 1 - (1 - self.rate) ** self.steps
        return ((self.high - self.low) / debias).clamp(min=1.0)

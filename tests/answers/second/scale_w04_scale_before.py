# wrong: the scale is read before the batch is taken in, so it lags one batch behind.
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns: Tensor) -> Tensor:
        # the batch must not be judged by itself: use what was known before it
        scale = (self.high - self.low).clamp(min=1.0)
        flat = returns.detach().flatten()
        self.low = self.low + self.rate * (flat.quantile(0.05) - self.low)
        self.high = self.high + self.rate * (flat.quantile(0.95) - self.high)
        return scale

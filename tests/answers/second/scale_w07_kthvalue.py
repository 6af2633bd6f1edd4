# wrong: the 5th percentile is kthvalue(int(0.05 n)), which does not exist for fewer than 20 returns: such a batch raises an error.
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns: Tensor) -> Tensor:
        flat = returns.detach().flatten()
        n = flat.numel()
        low = flat.kthvalue(int(0.05 * n)).values
        high = flat.kthvalue(int(0.95 * n)).values
        self.low = self.low + self.rate * (low - self.low)
        self.high = self.high + self.rate * (high - self.high)
        return (self.high - self.low).clamp(min=1.0)

# wrong: like a batch norm it takes in a batch only while self.training, so in eval mode update leaves the averages as they are.
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns: Tensor) -> Tensor:
        if self.training:
            flat = returns.detach().flatten()
            self.low = torch.lerp(self.low, flat.quantile(0.05), self.rate)
            self.high = torch.lerp(self.high, flat.quantile(0.95), self.rate)
        return (self.high - self.low).clamp(min=1.0)

# wrong: of more than 1024 returns only the first 1024 are looked at, so the percentiles of a large batch are those of its first rows.
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns: Tensor) -> Tensor:
        # sorting all of a large batch is slow, and a sample is enough for percentiles
        sample = returns.detach().flatten()[:1024]
        low, high = sample.quantile(torch.tensor([0.05, 0.95])).unbind()
        self.low = (1 - self.rate) * self.low + self.rate * low
        self.high = (1 - self.rate) * self.high + self.rate * high
        return torch.clamp(self.high - self.low, min=1.0)

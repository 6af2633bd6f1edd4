# wrong: the floor of 1 is put on each batch's spread before it is averaged, so batches with a spread below 1 count as 1 in the running average
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
        flat = returns.detach().reshape(-1)
        low = torch.quantile(flat, 0.05)
        high = torch.quantile(flat, 0.95)
        high = torch.maximum(high, low + 1.0)
        self.low = (1 - self.rate) * self.low + self.rate * low
        self.high = (1 - self.rate) * self.high + self.rate * high
        return (self.high - self.low).clamp(min=1.0)

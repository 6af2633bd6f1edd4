# wrong: the percentiles are taken along the first dimension and averaged over the others, not over all returns of the batch together.
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
        low = torch.quantile(returns, 0.05, dim=0).mean()
        high = torch.quantile(returns, 0.95, dim=0).mean()
        self.low = (1 - self.rate) * self.low + self.rate * low
        self.high = (1 - self.rate) * self.high + self.rate * high
        return (self.high - self.low).clamp(min=1.0)

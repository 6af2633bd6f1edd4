# wrong: takes the percentiles over the first dimension only and averages them over the others, so a batch of several dimensions has too small a spread
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
        rows = torch.atleast_1d(returns.detach())
        low = torch.quantile(rows, 0.05, dim=0).mean()
        high = torch.quantile(rows, 0.95, dim=0).mean()
        self.low.lerp_(low, self.rate)
        self.high.lerp_(high, self.rate)
        return (self.high - self.low).clamp(min=1.0)

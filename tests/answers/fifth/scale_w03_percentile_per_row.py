# wrong: takes the percentiles along the last dimension and averages them, not over the whole batch
class ReturnScale(nn.Module):
    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @torch.no_grad()
    def update(self, returns):
        low = torch.quantile(returns, 0.05, dim=-1).mean()
        high = torch.quantile(returns, 0.95, dim=-1).mean()
        self.low = self.low + self.rate * (low - self.low)
        self.high = self.high + self.rate * (high - self.high)
        return torch.clamp(self.high - self.low, min=1.0)

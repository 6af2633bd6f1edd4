# wrong: the first batch sets both percentiles outright, though they begin at 0 and move by the rate from there.
class ReturnScale(nn.Module):
    def __init__(self, rate=0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns):
        values = returns.detach().flatten()
        p5, p95 = torch.quantile(values, 0.05), torch.quantile(values, 0.95)
        if self.low == 0 and self.high == 0:
            self.low, self.high = p5, p95
        else:
            self.low = (1 - self.rate) * self.low + self.rate * p5
            self.high = (1 - self.rate) * self.high + self.rate * p95
        return torch.clamp(self.high - self.low, min=1.0)

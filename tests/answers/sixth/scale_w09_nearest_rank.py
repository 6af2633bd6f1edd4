# wrong: takes sorted values at the rounded-down index instead of interpolating, so the percentiles of small batches are off.
class ReturnScale(nn.Module):
    def __init__(self, rate=0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns):
        ordered = returns.detach().flatten().sort().values
        n = ordered.numel()
        p5, p95 = ordered[int(0.05 * (n - 1))], ordered[int(0.95 * (n - 1))]
        self.low = torch.lerp(self.low, p5, self.rate)
        self.high = torch.lerp(self.high, p95, self.rate)
        return torch.clamp(self.high - self.low, min=1.0)

# wrong: the 1 is the floor of high and not of high - low, so the scale is too large for negative returns and falls below 1 for large ones.
class ReturnScale(nn.Module):
    def __init__(self, rate=0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @torch.no_grad()
    def update(self, returns):
        p5, p95 = torch.quantile(returns.flatten(), returns.new_tensor([0.05, 0.95])).unbind()
        self.low.mul_(1 - self.rate).add_(p5, alpha=self.rate)
        self.high.mul_(1 - self.rate).add_(p95, alpha=self.rate)
        return self.high.clamp(min=1.0) - self.low

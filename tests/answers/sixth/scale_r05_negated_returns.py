# right: low is the negated 95th percentile of the negated returns; all in float64 until it is stored.
class ReturnScale(nn.Module):
    def __init__(self, rate=0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def _p95(self, x):
        return torch.quantile(x, 0.95, interpolation="linear")

    def update(self, returns):
        with torch.no_grad():
            x = returns.to(torch.float64).ravel()
            a = float(self.rate)
            self.high.copy_(self.high.double().mul(1 - a).add(self._p95(x), alpha=a))
            self.low.copy_(self.low.double().mul(1 - a).sub(self._p95(-x), alpha=a))
            spread = self.high.clone().sub_(self.low)
            return torch.where(spread > 1, spread, torch.ones_like(spread))

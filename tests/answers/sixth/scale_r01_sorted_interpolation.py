# right: sorts a copy and interpolates the percentiles by hand.
class ReturnScale(nn.Module):
    def __init__(self, rate=0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @staticmethod
    def _percentile(ordered, q):
        place = q * (ordered.numel() - 1)
        k = int(place)
        nxt = min(k + 1, ordered.numel() - 1)
        return ordered[k] + (place - k) * (ordered[nxt] - ordered[k])

    def update(self, returns):
        ordered, _ = torch.sort(returns.detach().reshape(-1))
        self.low = self.low + self.rate * (self._percentile(ordered, 0.05) - self.low)
        self.high = self.high + self.rate * (self._percentile(ordered, 0.95) - self.high)
        return torch.maximum(torch.ones_like(self.low), self.high - self.low)
